import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { findTask } from '#engine/flow/find-task.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { InputHost, InputState } from '#engine/flow/inputs/types.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { titleFromId } from '#server/flows/words.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import { nobody } from '#server/people/nobody.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { pausedRun, seenByAsked, type PausedRun } from '#server/runs/paused-run.ts'
import { outputsOf } from '#server/runs/outputs-of.ts'
import { withoutSecrets } from '#server/runs/show-secrets.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { LinkRow } from './link-rows.ts'
import { linkIdOf } from './token.ts'
import type { ResumePage } from './view.ts'

/** One answer for all: what never was is not told from what was used, is over or was taken back. */
export const over = () =>
  new AppError('gone', 'This link opens nothing: it was used, is too old, or was taken back.')

/** Whoever holds a link: may do nothing else. */
export function outsider(address: string | undefined): Actor {
  return { ...nobody, id: 'outsider', name: 'Somebody by link', door: 'link', address }
}

export interface OpenedLink {
  link: LinkRow
  row: Execution
  paused: PausedRun & { taskRunId: string }
}

/** What a token opens now. @throws AppError `gone` */
export async function openLink(token: string): Promise<OpenedLink> {
  const id = linkIdOf(token)
  const link = id === undefined ? null : await db.resumeLink.findUnique({ where: { id } })
  if (!link || link.usedAt || link.revokedAt || link.expiresAt <= new Date()) throw over()
  const row = await db.execution.findUnique({ where: { id: link.executionId } })
  if (!row) throw over()
  return { link, row, paused: await waiting(row, link) }
}

/** The wait that the link is for; the one of its task where it was made before that waited. */
async function waiting(row: Execution, link: LinkRow): Promise<OpenedLink['paused']> {
  const taskRunId = link.taskRunId ?? (await newestOf(row.id, link.taskId))
  try {
    if (taskRunId === undefined) throw over()
    return { ...(await pausedRun(row, taskRunId)), taskRunId }
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') throw over()
    throw error
  }
}

async function newestOf(executionId: string, taskId: string): Promise<string | undefined> {
  const run = await db.taskRun.findFirst({
    where: { executionId, taskId, node: { path: ['waits'], equals: 'pause' } },
    orderBy: { position: 'desc' },
    select: { id: true },
  })
  return run?.id
}

/** What the page of a link shows. Looking at it resumes and uses up nothing. @throws AppError `gone` */
export async function resumePage(token: string): Promise<ResumePage> {
  const opened = await openLink(token)
  const { flow, taskId = '', inputs } = opened.paused
  const { description } = findTask(flow, taskId) ?? {}
  return {
    title: titleFromId(taskId),
    description: description === undefined ? undefined : markdownToHtml(description),
    expiresAt: opened.link.expiresAt.toISOString(),
    inputs,
    states: (await judge(opened, {})).states,
  }
}

/** What the form is told while it is filled in. @throws AppError `gone` */
export async function validateByLink(
  token: string,
  raw: Readonly<Record<string, unknown>>,
): Promise<{ states: InputState[] }> {
  return judge(await openLink(token), raw)
}

async function judge(
  { row, paused }: OpenedLink,
  raw: Readonly<Record<string, unknown>>,
): Promise<{ states: InputState[] }> {
  const { flow, inputs } = paused
  const host: InputHost = inputHost(outsider(undefined), flow, await seenIn(row))
  return { states: (await readInputs({ ...flow, inputs }, raw, host)).states }
}

async function seenIn(row: Execution): Promise<JsonObject> {
  return seenByAsked(row, withoutSecrets(await outputsOf(row)))
}
