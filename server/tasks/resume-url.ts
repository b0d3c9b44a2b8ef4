import { durationMs, isDuration } from '#engine/flow/duration.ts'
import { findTask } from '#engine/flow/find-task.ts'
import type { HostFunctions } from '#engine/flow/expressions/types.ts'
import { db } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { insertLink } from '#server/resume-links/link-rows.ts'
import { addressOfLink } from '#server/resume-links/token.ts'
import { textArguments } from './arguments.ts'

interface Caller {
  executionId: string
  namespace: string
  flowId: string
  flowRevision: number
}

/**
 * `resumeUrl("wait")`, `resumeUrl("wait", expiresIn="P2D")`: the address of a page on which whoever opens it resumes that pause,
 * once, without an account. Only in tasks: each evaluation makes a link.
 */
export function resumeUrlFunction(caller: Caller): HostFunctions[string] {
  return async (args, named) => {
    const given = { name: 'resumeUrl', args, named, optional: ['expiresIn'] }
    const [taskId = '', expiresIn] = textArguments(['task'], given)
    if (expiresIn !== undefined && !isDuration(expiresIn))
      throw new Error('resumeUrl(): expiresIn is a duration such as `P2D`.')
    const flow = await loadFlow(caller.namespace, caller.flowId, caller.flowRevision)
    if (!findTask(flow, taskId)) throw new Error(`resumeUrl(): the flow has no task \`${taskId}\`.`)
    const lifeMs = expiresIn === undefined ? undefined : durationMs(expiresIn)
    const link = await insertLink(db, { executionId: caller.executionId, taskId, lifeMs })
    return addressOfLink(link.id)
  }
}
