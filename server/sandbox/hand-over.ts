import { lchown, readdir } from 'node:fs/promises'
import path from 'node:path'

/** Gives a work folder and all that lies in it to the user that the program runs as. Links are given, not followed. */
export async function handOver(folder: string, user: number): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const inner = entries.map(({ parentPath, name }) => path.join(parentPath, name))
  for (const file of [folder, ...inner]) await lchown(file, user, user)
}
