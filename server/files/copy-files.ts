import { link, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Tx } from '#server/db.ts'
import { fileAddress, localPath, type FileOwner } from './address.ts'

/**
 * Gives an execution the files of another one. They never change, so their bytes are shared.
 * @returns replaces the old addresses in a value by the new ones
 */
export async function copyFiles(tx: Tx, from: string, owner: FileOwner): Promise<<T>(value: T) => T> {
  const files = await tx.storedFile.findMany({ where: { executionId: from } })
  const renamed = new Map<string, string>()
  for (const file of files) {
    const uri = fileAddress(owner, folderOf(file.uri), file.name)
    await share(localPath(file.uri), localPath(uri))
    renamed.set(file.uri, uri)
    await tx.storedFile.create({ data: { ...file, uri, executionId: owner.executionId } })
  }
  return (value) => replaced(value, renamed)
}

function folderOf(uri: string): string {
  return decodeURIComponent(uri.split('/').at(-2) ?? '')
}

async function share(source: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true })
  try {
    await link(source, target)
  } catch (error) {
    // a repeat, or a file that is gone since: who opens it is told
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'EEXIST' && code !== 'ENOENT') throw error
  }
}

function replaced<T>(value: T, renamed: ReadonlyMap<string, string>): T {
  if (renamed.size === 0) return value
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'string' ? (renamed.get(inner) ?? inner) : inner,
  ) as T
}
