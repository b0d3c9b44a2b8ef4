import type { NamespaceFile, TaskHost } from './host.ts'
import { globMatcher } from './glob.ts'
import type { NamespaceFilesGiven } from './namespace-files-properties.ts'
import { freePlace, isTaken } from './work-folder.ts'

/** Of one namespace. */
const mostBytes = 1024 ** 3

type UsedHost = Pick<TaskHost, 'execution' | 'log'> & {
  files: Pick<TaskHost['files'], 'fetchTo'>
  namespaceFiles: TaskHost['namespaceFiles']
}

/**
 * Lays files of namespaces into a work folder, one namespace after the other.
 * @throws Error for a namespace out of reach, a pattern that is none, too many bytes, and a file in the way where that is to fail
 */
export async function layOutNamespaceFiles(
  folder: string,
  given: NamespaceFilesGiven | undefined,
  host: UsedHost,
): Promise<void> {
  if (!given?.enabled) return
  for (const namespace of given.namespaces ?? [host.execution.namespace]) {
    const chosen = choose(await host.namespaceFiles.list(namespace), given)
    for (const pattern of chosen.empty)
      await host.log('WARN', `\`namespaceFiles\`: the namespace '${namespace}' has no file ${pattern}`)
    const bytes = chosen.files.reduce((sum, { size }) => sum + size, 0)
    if (bytes > mostBytes)
      throw new Error(
        `The files of the namespace '${namespace}' have ${bytes} bytes; ${mostBytes} are the most`,
      )
    for (const { path, uri } of chosen.files) {
      const name = given.folderPerNamespace ? `${namespace}/${path}` : path
      if (await mayLay(folder, name, { given, host }))
        await host.files.fetchTo(uri, await freePlace(folder, name))
    }
    await host.log('DEBUG', `${chosen.files.length} files of the namespace '${namespace}' were chosen`)
  }
}

async function mayLay(
  folder: string,
  name: string,
  { given, host }: { given: NamespaceFilesGiven; host: UsedHost },
): Promise<boolean> {
  if (given.ifExists === 'OVERWRITE' || !(await isTaken(folder, name))) return true
  if (given.ifExists === 'FAIL') throw new Error(`\`namespaceFiles\`: there is already a file ${name}`)
  if (given.ifExists === 'WARN') await host.log('WARN', `\`namespaceFiles\`: there is already a file ${name}`)
  return false
}

/** @returns the files that are wanted, and the patterns of wanted ones that none fits */
export function choose<F extends Pick<NamespaceFile, 'path'>>(
  files: readonly F[],
  { include, exclude = [] }: Pick<NamespaceFilesGiven, 'include' | 'exclude'>,
): { files: F[]; empty: string[] } {
  const wanted = include?.map((pattern) => ({ pattern, fits: matcher(pattern) }))
  const unwanted = exclude.map(matcher)
  return {
    files: files.filter(
      ({ path }) => (wanted?.some(({ fits }) => fits(path)) ?? true) && !unwanted.some((fits) => fits(path)),
    ),
    empty: (wanted ?? [])
      .filter(({ fits }) => !files.some(({ path }) => fits(path)))
      .map(({ pattern }) => pattern),
  }
}

/** A pattern fits in any folder, unless it begins at the root. */
function matcher(pattern: string): (path: string) => boolean {
  const plain = pattern.replace(/^glob:/, '')
  return globMatcher(plain.startsWith('/') ? plain.slice(1) : `**/${plain}`)
}
