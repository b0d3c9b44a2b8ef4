import type { Actor } from '#server/actor.ts'
import { download } from '#server/api/csv.ts'
import { AppError } from '#server/errors.ts'
import { executionIn } from '#server/files/address.ts'
import { attachment } from '#server/files/attachment.ts'
import { fileMetas, type FileMetas } from '#server/files/metas.ts'
import { previewFile, type FilePreview, type PreviewWish } from '#server/files/preview.ts'
import { logText } from '#server/logs/get-logs.ts'
import type { LogFilter } from '#server/logs/line.ts'
import { pageFor } from './execution-page.ts'
import { noApp } from './find-app.ts'
import { findSeen } from './find-seen.ts'
import { showsFile } from './shown-files.ts'
import { shownLog } from './shown-log.ts'

/**
 * A file of an execution that the app shows the actor at its present moment: what its blocks show nobody is not handed out either.
 * @throws AppError `not-found`
 */
export async function appFileMetas(actor: Actor, appId: string, uri: string): Promise<FileMetas> {
  const executionId = executionIn(uri)
  const metas = executionId === undefined ? undefined : await fileMetas(executionId, uri)
  if (executionId === undefined || !metas) throw noFile()
  const page = await pageFor(actor, await findSeen(actor, appId, executionId))
  if (!showsFile(page, uri)) throw noFile()
  return metas
}

/** @throws AppError `not-found` */
export async function downloadAppFile(actor: Actor, appId: string, uri: string): Promise<Response> {
  return attachment(uri, await appFileMetas(actor, appId, uri))
}

/** @throws AppError `not-found`, `invalid` for an encoding that there is not */
export async function previewAppFile(actor: Actor, appId: string, wish: PreviewWish): Promise<FilePreview> {
  return previewFile(await appFileMetas(actor, appId, wish.uri), wish)
}

interface WantedLog extends Pick<LogFilter, 'minLevel' | 'taskIds'> {
  executionId: string
}

/**
 * The log of an execution as text, as far as the app's blocks show it to the actor at its present moment.
 * @throws AppError `not-found`
 */
export async function downloadAppLogs(
  actor: Actor,
  appId: string,
  { executionId, ...wanted }: WantedLog,
): Promise<Response> {
  const { blocks } = await pageFor(actor, await findSeen(actor, appId, executionId))
  const filter = shownLog(blocks, wanted)
  if (!filter) throw noApp()
  return download('log.txt', { type: 'text/plain', pieces: lines(executionId, filter) })
}

async function* lines(executionId: string, filter: LogFilter): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder()
  for await (const piece of logText(executionId, filter)) yield decoder.decode(piece, { stream: true })
  return undefined
}

function noFile(): AppError {
  return new AppError('not-found', 'There is no such file.')
}
