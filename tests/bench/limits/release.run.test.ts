import { expect, it } from 'vitest'
import type { Decision } from '#engine/flow/approvals/types.ts'
import { until } from '../../harness/until.ts'
import { seenOf, start, startBench, startPlan } from './bench.ts'

const decision: Decision = {
  decisionId: 'one',
  taskRunId: 'approval',
  version: 1,
  round: 1,
  personId: 'ana',
  personName: 'Ana',
  vote: 'APPROVE',
  seenHash: '',
  door: 'test',
}

it('a release whose steps changed breaks an open run by the obvious way, and not the shell', async () => {
  const before = await startBench('./workflows.ts')
  const obvious = await start(before, 'obviousRelease')
  const waiting = await startPlan(before, { decisions: 2, then: ['quick'] })
  await until(() => seenOf(waiting.workflowId).facts.length > 0, 'the approval is open')
  await until(async () => ((await obvious.fetchHistory()).events?.length ?? 0) >= 10, 'the obvious run waits')
  await before.stop()

  const after = await startBench('./workflows-after.ts')
  try {
    const handle = (id: string) => after.client.workflow.getHandle(id)
    void handle(obvious.workflowId)
      .executeUpdate('decide', { args: ['ana'] })
      .catch((error: unknown) => error)
    const why = await until(async () => {
      const { events } = await handle(obvious.workflowId).fetchHistory()
      return events?.find((event) => event.workflowTaskFailedEventAttributes)
        ?.workflowTaskFailedEventAttributes?.failure?.message
    }, 'the obvious run is stuck')
    expect(why).toMatch(/nondetermini/i)
    await handle(obvious.workflowId).terminate()

    for (const id of ['one', 'two'])
      await handle(waiting.workflowId).executeUpdate('decide', {
        args: [{ ...decision, decisionId: id }],
        updateId: id,
      })
    await handle(waiting.workflowId).result()
    const begunNow = await startPlan(after, { decisions: 1, then: ['quick'] })
    await handle(begunNow.workflowId).executeUpdate('decide', { args: [decision], updateId: 'one' })
    await begunNow.result()
    expect(seenOf(waiting.workflowId).names()).toEqual(['begun', 'decided', 'decided', 'then-0', 'then-1'])
    expect(seenOf(begunNow.workflowId).names()).toEqual(['begun', 'decided', 'then-0'])
  } finally {
    await after.stop()
  }
})
