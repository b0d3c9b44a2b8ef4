import path from 'node:path'
import { env } from '#server/env.ts'

/** Where the bytes of an upload are gathered. Ids are ours: url-safe, without separators. */
export function uploadPath(id: string): string {
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(id)) throw new Error('That is no id of an upload.')
  return path.join(env().FORMWORK_HOME, 'files', 'drafts', id)
}
