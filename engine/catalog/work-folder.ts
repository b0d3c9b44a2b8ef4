import { createReadStream, type Stats } from 'node:fs'
import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FileHost } from './host.ts'
import { globMatcher } from './glob.ts'

const mostFiles = 200
/** Bytes of a file that says which files to lay out. */
const longestList = 1_000_000
const scheme = 'kestra:///'

/** Files to lay into a work folder: by name, or a text that is a JSON map of them or the address of one. */
export type FilesGiven = Record<string, string | null> | string

/**
 * Lays files into a work folder: texts, and what stands at addresses.
 * @throws Error for a name that leads out of the folder, and for a file that may not be read
 */
export async function layOut(folder: string, given: FilesGiven | undefined, files: FileHost): Promise<void> {
  if (given === undefined) return
  const named = typeof given === 'string' ? await readNamed(given, files) : given
  for (const [name, content] of Object.entries(named)) {
    if (content === null) continue
    const target = await freePlace(folder, name)
    if (content.startsWith(scheme)) await files.fetchTo(content.trim(), target)
    else await writeFile(target, content, { flag: 'wx' })
  }
}

async function readNamed(text: string, files: FileHost): Promise<Record<string, string | null>> {
  const trimmed = text.trim()
  if (trimmed === '') return {}
  const json = trimmed.startsWith(scheme) ? await readSmall(trimmed, files) : trimmed
  const named: unknown = parsed(json)
  if (typeof named !== 'object' || named === null || Array.isArray(named))
    throw new Error('The files must be a map of names and contents, or the text or the file of one in JSON')
  return Object.fromEntries(
    Object.entries(named).map(([name, content]: [string, unknown]) => [
      name,
      content === null || typeof content === 'string' ? content : JSON.stringify(content),
    ]),
  )
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

async function readSmall(uri: string, files: FileHost): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of await files.open(uri)) {
    bytes += chunk.length
    if (bytes > longestList) throw new Error(`${uri} is too long for a list of files`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Where a file of that name belongs; one that was there is gone, and the folders around it are made.
 * A program that ran in the folder may have left links in it: none is followed.
 * @throws Error for a name that leads out of the folder
 */
export async function freePlace(folder: string, name: string): Promise<string> {
  const target = path.resolve(folder, name)
  if (name.includes('\0') || path.isAbsolute(name) || !target.startsWith(folder + path.sep))
    throw new Error(`The file ${JSON.stringify(name)} is outside of the work folder`)
  const parts = path.relative(folder, target).split(path.sep)
  let at = folder
  for (const part of parts.slice(0, -1)) {
    at = path.join(at, part)
    const there = await entryAt(at)
    if (!there) await mkdir(at)
    else if (!there.isDirectory())
      throw new Error(`The file ${JSON.stringify(name)} cannot be laid out: ${part} is no folder`)
  }
  const there = await entryAt(target)
  if (there?.isDirectory())
    throw new Error(`The file ${JSON.stringify(name)} cannot be laid out: there is a folder of that name`)
  if (there) await rm(target)
  return target
}

/** Whether something of that name stands in a folder. */
export async function isTaken(folder: string, name: string): Promise<boolean> {
  return (await entryAt(path.join(folder, name))) !== undefined
}

/** What stands there, a link as itself; undefined where nothing does. */
async function entryAt(place: string): Promise<Stats | undefined> {
  try {
    return await lstat(place)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Names of the files in a work folder, those below a hidden name left out. A link is no file, wherever it leads. */
export async function filesIn(folder: string, hidden: ReadonlySet<string> = new Set()): Promise<string[]> {
  if (!(await entryAt(folder))?.isDirectory()) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !hidden.has(name) && !hidden.has(name.split(path.sep)[0] ?? ''))
    .sort()
}

/** The names that fit one of the patterns, and the patterns that none fits. */
export function matching(
  names: readonly string[],
  patterns: readonly string[],
): { found: string[]; empty: string[] } {
  const found = new Set<string>()
  const empty: string[] = []
  for (const pattern of patterns) {
    const fits = names.filter(globMatcher(pattern))
    if (fits.length === 0) empty.push(pattern)
    for (const name of fits) found.add(name)
  }
  return { found: [...found], empty }
}

/**
 * Stores the files of a work folder that fit the patterns. @returns their addresses by name, and the patterns that none fits
 * @throws Error for too many files, and for a pattern that is none
 */
export async function collect(
  folder: string,
  patterns: readonly string[] | undefined,
  { files, hidden }: { files: FileHost; hidden?: ReadonlySet<string> },
): Promise<{ uris: Record<string, string>; empty: string[] }> {
  if (!patterns || patterns.length === 0) return { uris: {}, empty: [] }
  const { found, empty } = matching(await filesIn(folder, hidden), patterns)
  if (found.length > mostFiles)
    throw new Error(`The patterns fit ${found.length} files; ${mostFiles} are the most`)
  const uris: Record<string, string> = {}
  for (const name of found) {
    const stored = await files.put(path.basename(name), createReadStream(path.join(folder, name)))
    uris[name] = stored.uri
  }
  return { uris, empty }
}

/** Writes a text under a name that is not taken: `script.py`, else `script-1.py` … @returns the name */
export async function writeBeside(folder: string, file: string, text: string): Promise<string> {
  const { name, ext } = path.parse(file)
  for (let number = 0; ; number++) {
    const free = number === 0 ? file : `${name}-${number}${ext}`
    if (await isTaken(folder, free)) continue
    await writeFile(path.join(folder, free), text, { flag: 'wx' })
    return free
  }
}
