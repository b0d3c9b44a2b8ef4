import type { Actor } from '#server/actor.ts'
import { download } from '#server/api/csv.ts'
import { AppError } from '#server/errors.ts'
import { executionIn } from '#server/files/address.ts'
import { attachment } from '#server/files/attachment.ts'
import { fileMetas, type FileMetas } from '#server/files/metas.ts'
import { previewFile, type FilePreview, type PreviewWish } from '#server/files/preview.ts'
import { logText } from '#server/logs/get-logs.ts'
import type { LogFilter } from '#server/logs/line.ts'
import type { LogLevel } from '#engine/flow/flow.ts'
import { findSeen } from './execution-page.ts'
import { holds } from './layout-for.ts'
import { noApp, type UsableApp } from './find-app.ts'

const ofFiles = ['outputs', 'task-outputs', 'inputs', 'image', 'tracker', 'markdown', 'button']
const ofLogs = ['logs', 'download-logs-button']

/** Whether the app shows such things at all: what its author shows nobody is not handed out either. */
function demandBlocks({ spec }: UsableApp, types: readonly string[]): void {
  if (!(spec.layout ?? []).some(({ blocks }) => holds(blocks, ...types))) throw noApp()
}

/** A file of an execution that the actor sees in the app. @throws AppError `not-found` */
export async function appFileMetas(actor: Actor, appId: string, uri: string): Promise<FileMetas> {
  const executionId = executionIn(uri)
  if (executionId === undefined) throw noFile()
  const seen = await findSeen(actor, appId, executionId)
  demandBlocks(seen, ofFiles)
  const metas = await fileMetas(executionId, uri)
  if (!metas) throw noFile()
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

/** The log of an execution as text, for those who see it in an app that shows logs. @throws AppError `not-found` */
export async function downloadAppLogs(
  actor: Actor,
  appId: string,
  { executionId, minLevel, taskIds }: { executionId: string; minLevel?: LogLevel; taskIds: string[] },
): Promise<Response> {
  const seen = await findSeen(actor, appId, executionId)
  demandBlocks(seen, ofLogs)
  return download('log.txt', { type: 'text/plain', pieces: lines(executionId, { minLevel, taskIds }) })
}

async function* lines(executionId: string, filter: LogFilter): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder()
  for await (const piece of logText(executionId, filter)) yield decoder.decode(piece, { stream: true })
  return undefined
}

function noFile(): AppError {
  return new AppError('not-found', 'There is no such file.')
}
