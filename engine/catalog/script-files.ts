import path from 'node:path'
import type { FileHost } from './host.ts'
import { workingDir } from './script-properties.ts'
import { freePlace } from './work-folder.ts'

const address = /kestra:\/\/\/[A-Za-z0-9._~%!$&+=@/-]*[A-Za-z0-9_~%]/g

/**
 * A script's text in which each address of a file is the path of a copy in the work folder: `cat {{ outputs.a.uri }}`.
 * @throws Error for a file that may not be read
 */
export async function withLocalFiles(
  text: string,
  { folder, under, files }: { folder: string; under: string; files: FileHost },
): Promise<string> {
  const uris = [...new Set(text.match(address) ?? [])]
  if (uris.length === 0) return text
  const paths = new Map<string, string>()
  for (const uri of uris) {
    const name = `${under}/${uri.split('/').slice(-2).map(plain).join('/')}`
    await files.fetchTo(uri, await freePlace(folder, name))
    paths.set(uri, `${workingDir}/${name}`)
  }
  return text.replace(address, (uri) => paths.get(uri) ?? uri)
}

/** A part of a path that needs no quotes in a shell. */
function plain(part: string): string {
  const name = path.posix.basename(decodeURIComponent(part)).replace(/[^\w.-]/g, '_')
  return name === '.' || name === '..' ? '_' : name
}

/** The text with the sandbox's folder replaced by where it really is: the same where there is a sandbox. */
export function whereItIs(text: string, place: string): string {
  return place === workingDir ? text : text.replace(/(?<![\w./-])\/work(?![\w.-])/g, () => place)
}
