import { existsSync } from 'node:fs'
import path from 'node:path'

const folders = ['/usr/local/bin', '/usr/bin', '/bin']
/** Names that are usual elsewhere for what is called otherwise here. */
const namesakes: Readonly<Record<string, string>> = { python: 'python3' }
const ownFolder = '/run/programs'

/** Where programs are looked for in the sandbox. */
export const searchPath = [...folders, ownFolder].join(':')

function found(name: string): string | undefined {
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))
}

/** Options of bubblewrap that give programs their usual names where nothing has them. */
export function namesakeLinks(): string[] {
  return Object.entries(namesakes).flatMap(([name, real]) => {
    const target = found(name) === undefined ? found(real) : undefined
    return target === undefined ? [] : ['--symlink', target, path.join(ownFolder, name)]
  })
}

/** Why a program cannot be started in the sandbox; undefined where it can, or where that shows only inside. */
export function whyNoProgram(
  command: readonly string[],
  environment: Record<string, string>,
): string | undefined {
  const [name = ''] = command
  if (name.includes('/') || environment.PATH !== undefined) return undefined
  if (found(name) ?? found(namesakes[name] ?? name)) return undefined
  return `There is no program \`${name}\` for scripts: it is looked for on the worker in ${folders.join(', ')}.`
}
