import { AppError } from '#server/errors.ts'
import { downloadFile } from '#server/namespace-files/read-files.ts'
import { systemActor } from '#server/people/system-actor.ts'
import type { PublicDoor } from './public-door.ts'

/** By the ending, which the app's source is held to. Opened by itself such an answer runs nothing: its policy is a sandbox. */
const types: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
}
const scheme = /^nsfiles?:\/\/\//i

/** The app's own logo, a picture of its namespace: no other file of that can be asked for. @throws AppError `not-found` */
export async function publicLogo({ app, namespace }: PublicDoor): Promise<Response> {
  const { logo } = app.theme ?? {}
  if (logo === undefined) throw new AppError('not-found', 'The app has no logo.')
  const path = `/${logo.replace(scheme, '')}`
  const file = await downloadFile(systemActor, { namespace, path })
  const headers = new Headers(file.headers)
  headers.set('content-type', types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'image/png')
  return new Response(file.body, { headers })
}
