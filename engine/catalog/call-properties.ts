import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

const labels = z.union([
  z.record(z.string(), z.json()),
  z.array(
    z.object({ key: z.string().describe('Name of the label.'), value: z.json().describe('Its value.') }),
  ),
])

/** Properties of every task that starts executions of another flow. */
export const callProperties = {
  namespace: z.string().min(1).describe('Namespace of the flow to start.'),
  flowId: z.string().min(1).describe('Id of the flow to start.'),
  revision: dynamic(z.int().min(1))
    .describe('Revision of the flow; the newest where it is left out.')
    .optional(),
  inputs: z
    .record(z.string(), z.json())
    .describe('Values for the inputs of the flow, by their id.')
    .optional(),
  labels: labels.describe('Labels of the execution, beside those of its flow.').optional(),
  inheritLabels: dynamic(z.boolean())
    .describe('Whether the execution gets the labels of the one that starts it.')
    .default(false),
  wait: z
    .boolean()
    .describe('Whether the task ends when the execution has ended; else when it was started.')
    .default(true),
  transmitFailed: z
    .boolean()
    .describe('Whether the task fails, is killed or warns when the execution does.')
    .default(true),
  restartBehavior: z
    .enum(['RETRY_FAILED', 'NEW_EXECUTION'])
    .describe('What a restart does: it restarts the execution that failed, or starts a new one.')
    .default('RETRY_FAILED'),
}

/** The flow that a task starts, where its name holds no template. */
export function calledFlow({
  namespace,
  flowId,
}: JsonObject): { namespace: string; flowId: string } | undefined {
  const isName = (text: unknown): text is string => typeof text === 'string' && !text.includes('{{')
  return isName(namespace) && isName(flowId) ? { namespace, flowId } : undefined
}
