import { randomBytes } from 'node:crypto'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { ensureDefaultApp } from '#server/apps/ensure-default-app.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { notify } from '#server/notices/notify.ts'
import { titleOf } from './title.ts'

/** The app that a form was submitted in. */
export interface StartedApp {
  id: string
  revision: number
  displayName: string
}

export interface NewRequest {
  /** The execution that plays it; its row is inserted after this one. */
  executionId: string
  flow: Flow
  /** The app that it was submitted in; absent: the flow's own. */
  app?: StartedApp
  requesterId: string
  /** The requester's: its title is in it. Absent: English. */
  language?: string
  /** As `readInputs` gave them. */
  values: JsonObject
}

/**
 * What a person asked for, with the app's next number. Part of the start's transaction: the counter is raised there, so numbers have no gaps.
 * @returns the id that `Execution.requestId` takes, and the number that people see
 */
export async function createRequest(tx: Tx, request: NewRequest): Promise<{ id: string; number: string }> {
  const { flow, requesterId } = request
  const app = request.app ?? (await ensureDefaultApp(tx, flow, requesterId))
  const id = randomBytes(16).toString('base64url')
  const title = titleOf(flow, {
    appName: app.displayName,
    values: request.values,
    language: request.language ?? 'en',
  })
  const [row] = await tx.$queryRaw<{ number: string }[]>(Prisma.sql`
    WITH app AS (UPDATE "App" SET counter = counter + 1 WHERE id = ${app.id} RETURNING counter, prefix)
    INSERT INTO "Request" (id, number, "appId", "appRevision", namespace, "flowId", "requesterId", title, outcome, "currentExecutionId")
    SELECT ${id}, prefix || '-' || counter, ${app.id}, ${app.revision}, ${flow.namespace}, ${flow.id}, ${requesterId}, ${title},
      'IN_PROGRESS', ${request.executionId} FROM app
    RETURNING number`)
  if (!row) throw new Error(`The app ${app.id} is gone`)
  await announce(tx, [`requests:${requesterId}`])
  // whoever started a run by other ways has its answer at hand
  if (request.app)
    await notify(tx, {
      personIds: [requesterId],
      kind: 'request-received',
      requestId: id,
      data: { number: row.number, title },
      dedupeKey: `request-received:${id}`,
      read: true,
    })
  return { id, number: row.number }
}
