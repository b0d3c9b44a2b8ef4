import { randomUUID } from 'node:crypto'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audited } from '#server/audit/audited.ts'
import { sendResume } from '#server/temporal.ts'
import { transaction } from '#server/transaction.ts'
import { findExecution } from './get-execution.ts'
import { inputHost } from './input-host.ts'
import { outputsOf } from './outputs-of.ts'
import { pausedRun, seenByAsked, type PausedRun } from './paused-run.ts'
import { readAsked } from './read-asked.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { judgeInputs, withFiles, type InputValidation, type ReceivedValues } from './validate-inputs.ts'
import { takeAnswers } from './take-answers.ts'

export interface ResumeCall {
  /** As a form or a body sent them. */
  inputs?: Readonly<Record<string, unknown>>
  /** The pause that is meant, where there are several. */
  taskRunId?: string
  /** A repeat with the same key changes nothing. */
  key?: string
}

/**
 * Ends a pause, or a person's hold. What was asked is read before: wrong values change nothing.
 * @throws AppError `not-found`, `forbidden`, `conflict` where it is not paused, `invalid` with every problem of the values
 */
export async function resumeExecution(actor: Actor, id: string, call: ResumeCall = {}): Promise<void> {
  await resumeRow(actor, await findExecution(actor, id, 'execution:update'), call)
}

/** The same for a verb that has asked for its own permission: an app, whose author says who goes on with it. @throws AppError `conflict`, `invalid` */
export async function resumeRow(actor: Actor, row: Execution, call: ResumeCall = {}): Promise<void> {
  const paused = await pausedRun(row, call.taskRunId)
  await resumePaused(actor, row, { paused, inputs: call.inputs, key: call.key })
}

/** A resume whose right was asked for. */
export interface ResumeOf {
  paused: PausedRun
  inputs: ResumeCall['inputs']
  key: string | undefined
  /** What the audit says besides. */
  detail?: JsonObject
  /** Right before it is sent, when the values are right: may refuse. */
  claim?(): Promise<void>
  /** It could not be sent. */
  unclaim?(): Promise<void>
}

/** Ends a pause for whoever may. @throws AppError `invalid` with every problem of the values, and what `claim` says */
export async function resumePaused(
  actor: Actor,
  row: Execution,
  { paused, key, detail, claim, unclaim, ...call }: ResumeOf,
): Promise<void> {
  const { id } = row
  const values = await valuesOf(actor, row, paused, call.inputs)
  const { flow, taskRunId } = paused
  const commandId = key === undefined ? randomUUID() : `${actor.id}:${key}`
  const entry = {
    action: 'execution:resume',
    subjectType: 'execution',
    subjectId: id,
    after: { taskRunId: taskRunId ?? null, ...detail },
  }
  await claim?.()
  try {
    await audited(actor, entry, async () => {
      const of = { actor, flow: { ...flow, inputs: paused.inputs }, executionId: id, values }
      const inputs = await transaction((tx) => takeAnswers(tx, of))
      await sendResume(id, { commandId, by: actor.name, taskRunId, inputs })
    })
  } catch (error) {
    await unclaim?.()
    throw error
  }
}

/**
 * What a resume with these values would say of each input that is asked for. Resumes and stores nothing.
 * @throws AppError `not-found`, `forbidden`, `conflict` where it is not paused
 */
export async function validateResume(
  actor: Actor,
  id: string,
  { taskRunId, raw, files }: { taskRunId?: string } & ReceivedValues,
): Promise<InputValidation> {
  const row = await findExecution(actor, id, 'execution:update')
  const { flow, inputs } = await pausedRun(row, taskRunId)
  const host = inputHost(actor, flow, {
    patient: true,
    variables: seenByAsked(row, await outputsOf(row)),
  })
  return judgeInputs({ ...flow, inputs, checks: [] }, raw, withFiles(host, files))
}

async function valuesOf(
  actor: Actor,
  row: Execution,
  ...[{ flow, inputs }, raw = {}]: [paused: PausedRun, raw: ResumeCall['inputs']]
): Promise<JsonObject> {
  if (inputs.length === 0) return {}
  return readAsked(actor, { flow, inputs, raw, more: seenByAsked(row, await outputsOf(row)) })
}
