import { AppError } from '#server/errors.ts'

const longest = 1000
/** Bytes of a name, as file systems have it. */
const longestName = 255
/** Control signs, halves of a surrogate pair, and the other separator. */
const refused = /[\p{Cc}\p{Surrogate}\\]/u

/**
 * The path of a file or folder without slashes at its ends: `/scripts//main.py` is `scripts/main.py`, and the root is empty.
 * @throws AppError `invalid` for one that leads elsewhere, is too long or has signs that no name may have
 */
export function readPath(text: string): string {
  const parts = text.split('/').filter((part) => part !== '')
  const path = parts.join('/')
  if (path.length > longest || parts.some((part) => Buffer.byteLength(part) > longestName))
    throw refusal(`may have ${longest} characters, and each name in it ${longestName} bytes`)
  if (parts.some((part) => part === '.' || part === '..')) throw refusal('may not hold `.` or `..`')
  if (refused.test(path)) throw refusal('holds a sign that no name of a file may have')
  return path
}

/** The same for what cannot be the root. @throws AppError `invalid` */
export function readName(text: string): string {
  const path = readPath(text)
  if (path === '') throw refusal('must name a file or a folder')
  return path
}

function refusal(rule: string): AppError {
  return new AppError('invalid', `The path of a file of a namespace ${rule}.`, {
    details: [{ path: 'path', message: rule }],
  })
}

/** The folder that it stands in; empty: the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0))
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** `a/b/c` stands in `a` and `a/b`: the outermost first. */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'))
}
