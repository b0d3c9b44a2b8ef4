import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow'

interface Steps {
  step(n: number): Promise<string>
}

const remote = proxyActivities<Steps>({ startToCloseTimeout: '10 s' })
const local = proxyLocalActivities<Steps>({ startToCloseTimeout: '10 s' })

/** What the Temporal samples do: one activity a step. */
export async function withActivities(steps: number): Promise<void> {
  for (let n = 0; n < steps; n++) await remote.step(n)
}

/** The same side by side. */
export async function localActivitiesAtOnce(steps: number): Promise<void> {
  await Promise.all(Array.from({ length: steps }, (_, n) => local.step(n)))
}

/** The floor: one local activity a step, nothing recorded elsewhere. */
export async function withLocalActivities(steps: number): Promise<void> {
  for (let n = 0; n < steps; n++) await local.step(n)
}
