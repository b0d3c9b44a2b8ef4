import type { FoundOptions } from '#engine/flow/inputs/types.ts'
import { db } from '#server/db.ts'
import type { Actor } from '#server/actor.ts'
import { assignedTask, resumeTask, type AssignedTask } from '#server/approvals/resume-task.ts'
import { approvalForm, approvalOptions, judgeForm } from '#server/approvals/form.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import type { FormPreview } from '#server/flows/view.ts'
import { can } from '#server/people/can.ts'
import { findExecution } from './get-execution.ts'
import { resumeForm, resumeOptions, type SearchInForm } from './life-forms.ts'
import { waitsToBeResumed } from './paused-run.ts'
import { resumeExecution, validateResume, type ResumeCall } from './resume-execution.ts'
import type { InputValidation, ReceivedValues } from './validate-inputs.ts'

/**
 * Resumes what waits: a hold or a pause for who may update the execution, a human task for who is assigned to it. Where the call
 * names none of several, a hold and a pause come before.
 * @throws AppError as `resumeExecution` and `decideApproval`; `forbidden`, audited, where others are assigned
 */
export async function resumeWaiting(
  actor: Actor,
  id: string,
  call: ResumeCall = {},
): Promise<{ namespace: string }> {
  const task = await meant(actor, id, call.taskRunId)
  if (task) await resumeTask(actor, task, call)
  else await resumeExecution(actor, id, call)
  return db.execution.findUniqueOrThrow({ where: { id }, select: { namespace: true } })
}

/** Before a body is read. @throws AppError `not-found`, `forbidden` for who could resume nothing there */
export async function demandResumer(actor: Actor, id: string, taskRunId?: string): Promise<void> {
  await meant(actor, id, taskRunId)
}

/** What a resume with these values would say of each input that is asked for. @throws AppError as `resumeWaiting` */
export async function validateWaiting(
  actor: Actor,
  id: string,
  { taskRunId, ...received }: { taskRunId?: string } & ReceivedValues,
): Promise<InputValidation> {
  const task = await meant(actor, id, taskRunId)
  return task ? judgeForm(actor, task.id, received) : validateResume(actor, id, { taskRunId, ...received })
}

/** The form of a resume, with the states of its inputs for these values. @throws AppError as `resumeWaiting` */
export async function waitingForm(
  actor: Actor,
  id: string,
  values: SearchInForm['values'],
): Promise<FormPreview> {
  const task = await meant(actor, id)
  return task ? approvalForm(actor, task.id, values) : resumeForm(actor, id, values)
}

/** Options of one input of that form. @throws AppError as `waitingForm`; `not-found` where it has none */
export async function waitingOptions(actor: Actor, id: string, search: SearchInForm): Promise<FoundOptions> {
  const task = await meant(actor, id)
  return task ? approvalOptions(actor, task.id, search) : resumeOptions(actor, id, search)
}

/** The human task that the actor would resume; undefined: a hold or a pause, or nothing that waits. */
async function meant(
  actor: Actor,
  executionId: string,
  taskRunId?: string,
): Promise<AssignedTask | undefined> {
  const { waits, task } = await assignedTask(actor, executionId, taskRunId)
  if (task && (taskRunId !== undefined || !(await resumesOther(actor, executionId)))) return task
  const row = await findExecution(actor, executionId, 'execution:update')
  if (!waits || (taskRunId === undefined && (await waitsToBeResumed(row)))) return undefined
  await audit(db, actor, {
    action: 'execution:resume',
    subjectType: 'execution',
    subjectId: executionId,
    after: { taskRunId: taskRunId ?? null },
    refused: true,
  })
  throw new AppError('forbidden', 'Only who is assigned to this task resumes it.')
}

async function resumesOther(actor: Actor, id: string): Promise<boolean> {
  const row = await db.execution.findUnique({ where: { id } })
  return row !== null && can(actor, 'execution:update', { namespace: row.namespace }) && waitsToBeResumed(row)
}
