import {
  Client,
  Connection,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client'
import { ApplicationFailure, WorkflowIdReusePolicy } from '@temporalio/common'
import type { DecisionAnswer, ResubmitAnswer, Resume } from '#engine/flow/advance/events.ts'
import type { AmendAnswer, Amendment } from '#engine/flow/approvals/amendment.ts'
import type { Decision, Resubmission, Retraction } from '#engine/flow/approvals/types.ts'
import {
  refusedType,
  type ChildEndedSignal,
  type HoldCommand,
  type InnerToldSignal,
  type KillCommand,
  type RunInput,
} from '#engine/workflow/messages.ts'
import { env } from './env.ts'
import { AppError } from './errors.ts'

const callMs = 10_000
/** After that a person is told that the decision is not confirmed yet: a worker that takes a run over needs some of it. */
const decisionMs = 8_000
const notConfirmed = 'Your decision is not confirmed yet. Look again in a moment before you repeat it.'
/** gRPC status codes of a server that cannot be reached, is starting, or is overrun. */
const unreachable = [1, 4, 8, 14]

interface Door {
  connection: Connection
  client: Client
}
let door: Door | undefined

/** Connects at the first call; a lost connection comes back by itself. */
function open(): Door {
  if (door) return door
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = env()
  const connection = Connection.lazy({ address, connectTimeout: callMs })
  door = { connection, client: new Client({ connection, namespace }) }
  return door
}

/** At the end of a process or a test file. */
export async function disconnectTemporal(): Promise<void> {
  const { connection } = door ?? {}
  door = undefined
  await connection?.close()
}

/** One call of Temporal, for this door and that of the schedules. @throws AppError `unavailable` where it does not answer in time */
export async function call<T>(what: (client: Client) => Promise<T>, ms = callMs): Promise<T> {
  const { connection, client } = open()
  try {
    return await connection.withDeadline(Date.now() + ms, () => what(client))
  } catch (error) {
    if (isUnreachable(error)) {
      throw new AppError('unavailable', 'The engine does not answer. Nothing is lost; try again in a moment.')
    }
    throw error
  }
}

function isUnreachable(error: unknown): boolean {
  if (isGrpcServiceError(error)) return unreachable.includes(error.code)
  return error instanceof Error && error.cause !== undefined && isUnreachable(error.cause)
}

/** Whether Temporal answers now. */
export async function temporalReachable(): Promise<boolean> {
  try {
    await call((client) => client.workflowService.getSystemInfo({}), 2_000)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** Starts the workflow of an execution; its first generation is never started twice. */
export async function startRun(input: RunInput): Promise<'started' | 'exists'> {
  try {
    await call((client) =>
      client.workflow.start('runFlow', {
        taskQueue: env().FORMWORK_TASK_QUEUE,
        workflowId: input.executionId,
        args: [input],
        workflowIdReusePolicy:
          input.generation === 1
            ? WorkflowIdReusePolicy.REJECT_DUPLICATE
            : WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      }),
    )
    return 'started'
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'exists'
    throw error
  }
}

/**
 * Sends a complete decision; its id is the Update's, so that a repeat hears the same answer.
 * @throws AppError `unavailable` where it is not confirmed in time: the decision may still come to count
 */
export function sendDecision(executionId: string, decision: Decision): Promise<DecisionAnswer> {
  return ask(executionId, 'decide', { command: decision, id: decision.decisionId })
}

/** Takes back a decision that is held. @throws AppError `unavailable` where it is not confirmed in time */
export function sendRetraction(executionId: string, retraction: Retraction): Promise<AmendAnswer> {
  return ask(executionId, 'retract', { command: retraction, id: retraction.commandId })
}

/** Changes an open approval. @throws AppError `unavailable` where it is not confirmed in time */
export function sendAmendment(executionId: string, amendment: Amendment): Promise<AmendAnswer> {
  return ask(executionId, 'amend', { command: amendment, id: amendment.commandId })
}

/** Sends a request again that was sent back. @throws AppError `unavailable` where it is not confirmed in time */
export function sendResubmission(executionId: string, again: Resubmission): Promise<ResubmitAnswer> {
  return ask(executionId, 'resubmit', { command: again, id: again.commandId })
}

/** Sends a command about an approval, and gives the interpreter's verdict back, be it yes or no. */
async function ask<A extends DecisionAnswer | AmendAnswer | ResubmitAnswer, C>(
  executionId: string,
  name: string,
  { command, id }: { command: C; id: string },
): Promise<A> {
  try {
    return await call(
      (client) =>
        client.workflow.getHandle(executionId).executeUpdate<A, [C]>(name, { args: [command], updateId: id }),
      decisionMs,
    )
  } catch (error) {
    const answer = refusalOf(error)
    if (answer) return answer as A
    if (isNotConfirmed(error)) throw new AppError('unavailable', notConfirmed)
    throw error
  }
}

function refusalOf(error: unknown): DecisionAnswer | undefined {
  if (error instanceof WorkflowNotFoundError) {
    return {
      accepted: false,
      code: 'closed',
      message: 'This request has ended; there is nothing to decide any more.',
    }
  }
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined
  if (!(cause instanceof ApplicationFailure) || cause.type !== refusedType) return undefined
  const [answer] = (cause.details ?? []) as DecisionAnswer[]
  return answer
}

function isNotConfirmed(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    (error instanceof AppError && error.code === 'unavailable')
  )
}

/**
 * Ends a pause, or a person's hold. Resolves once what follows at once is stored.
 * @throws AppError `conflict` where there is nothing to resume; `unavailable` where it is not confirmed in time
 */
export async function sendResume(executionId: string, resume: Resume): Promise<void> {
  try {
    await call(
      (client) =>
        client.workflow
          .getHandle(executionId)
          .executeUpdate<null, [Resume]>('resume', { args: [resume], updateId: resume.commandId }),
      decisionMs,
    )
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new AppError('conflict', 'The execution has ended.')
    const refused = refusalOf(error)
    if (refused && !refused.accepted) throw new AppError('conflict', refused.message)
    if (isNotConfirmed(error))
      throw new AppError('unavailable', 'The run does not answer yet. Look again before you repeat it.')
    throw error
  }
}

/**
 * Lets a run begin nothing new. Resolves once it is stored.
 * @throws AppError `conflict` where it has ended, `unavailable` where it does not answer
 */
export async function sendHold(executionId: string, command: HoldCommand): Promise<void> {
  try {
    await call((client) =>
      client.workflow.getHandle(executionId).executeUpdate<null, [HoldCommand]>('hold', { args: [command] }),
    )
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new AppError('conflict', 'The execution has ended.')
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)
      throw new AppError('unavailable', 'The run does not answer. Try again in a moment.')
    throw error
  }
}

/** Asks a run to end. `gone`: there is no such run any more. Resolves once its new state is stored. */
export async function sendKill(executionId: string, command: KillCommand): Promise<'taken' | 'gone'> {
  try {
    await call((client) =>
      client.workflow.getHandle(executionId).executeUpdate<null, [KillCommand]>('kill', { args: [command] }),
    )
    return 'taken'
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone'
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
      throw new AppError('unavailable', 'The run does not answer; it is ended by force in a moment.')
    }
    throw error
  }
}

/** Tells a run of the end of an execution that it started. `gone`: there is no such run any more. */
export async function sendChildEnded(
  executionId: string,
  ended: ChildEndedSignal,
): Promise<'taken' | 'gone'> {
  try {
    await call((client) =>
      client.workflow.getHandle(executionId).signal<[ChildEndedSignal]>('childEnded', ended),
    )
    return 'taken'
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone'
    throw error
  }
}

/** Tells a run of the inner task runs of one of its attempts. `gone`: there is no such run any more. */
export async function sendInnerTold(executionId: string, told: InnerToldSignal): Promise<'taken' | 'gone'> {
  try {
    await call((client) =>
      client.workflow.getHandle(executionId).signal<[InnerToldSignal]>('innerTold', told),
    )
    return 'taken'
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone'
    throw error
  }
}

/** Ends a run by force; it records nothing more. */
export async function terminate(executionId: string, reason: string): Promise<void> {
  try {
    await call((client) => client.workflow.getHandle(executionId).terminate(reason))
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
  }
}

/** What Temporal knows of an execution's newest run. */
export interface RunDescription {
  state: 'running' | 'completed' | 'failed' | 'terminated' | 'gone'
  /** How often its present workflow task was tried. */
  taskAttempts: number
  /** Events in the history of its present run. */
  events: number
}

export async function describe(executionId: string): Promise<RunDescription> {
  try {
    const { status, raw } = await call((client) => client.workflow.getHandle(executionId).describe())
    const events = Number(raw.workflowExecutionInfo?.historyLength ?? 0)
    return {
      state: ends[status.name] ?? 'failed',
      taskAttempts: raw.pendingWorkflowTask?.attempt ?? 0,
      events,
    }
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { state: 'gone', taskAttempts: 0, events: 0 }
    throw error
  }
}

const ends: Record<string, RunDescription['state']> = {
  RUNNING: 'running',
  CONTINUED_AS_NEW: 'running',
  COMPLETED: 'completed',
  TERMINATED: 'terminated',
  CANCELLED: 'terminated',
}
