import type { WorkflowHandle } from '@temporalio/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Decision } from '#engine/flow/approvals/types.ts'
import { until } from '../../harness/until.ts'
import { lengthOf, seenOf, start, startBench, startPlan, type Bench } from './bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench('./workflows.ts')
})
afterAll(() => bench.stop())

const decision = (personId: string): Decision => ({
  decisionId: `decision-of-${personId}`,
  taskRunId: 'approval',
  version: 1,
  round: 1,
  personId,
  personName: personId,
  vote: 'APPROVE',
  seenHash: '',
  door: 'test',
})

/** Why a workflow task of the run failed; undefined while none has. */
async function failedTask(handle: WorkflowHandle): Promise<string | undefined> {
  const { events } = await handle.fetchHistory()
  const failed = events?.find(
    (event) => event.workflowTaskFailedEventAttributes ?? event.workflowTaskTimedOutEventAttributes,
  )
  return failed ? (failed.workflowTaskFailedEventAttributes?.failure?.message ?? 'timed out') : undefined
}

const decide = (handle: WorkflowHandle, person: string) =>
  handle.executeUpdate<unknown, [Decision]>('decide', {
    args: [decision(person)],
    updateId: `decision-of-${person}`,
  })

const inlineNames = (count: number) => Array.from({ length: count }, (_, i) => `inline-${i}`)

/** Bytes that gRPC carries at once: a client cannot even read a longer history page. */
const oneMessage = 4 * 1024 * 1024

describe('10,000 inline steps of 1 KB in a row', { timeout: 180_000 }, () => {
  it('fail for ever, or make a history without bound, where nothing ends the workflow task', async () => {
    const handle = await start(bench, 'obviousChain', 10_000)
    const isBroken = async () => {
      const { historyLength, historySize, raw } = await handle.describe()
      const failing = (raw.pendingWorkflowTask?.attempt ?? 0) > 1
      return failing || historyLength > 10_000 || (historySize ?? 0) > oneMessage
    }
    await until(isBroken, 'the message is too large, or the history too long', 150)
    await handle.terminate().catch((error: unknown) => expect(String(error)).toMatch(/already completed/))
  })

  it('all run in slices, each in order, in several short histories', async () => {
    const handle = await startPlan(bench, { inline: 10_000 })
    await handle.result()
    expect(
      seenOf(handle.workflowId)
        .names()
        .filter((name) => name.startsWith('inline')),
    ).toEqual(inlineNames(10_000))
    expect(await lengthOf(bench, handle)).toBeLessThan(2_200)
  })
})

/** Steps that a slow machine too ends within the 8 s after which the SDK itself ends a workflow task. */
const withinOneTask = 400

describe('an activity beside an inline loop', () => {
  it('waits for the loop where nothing ends the workflow task', async () => {
    const handle = await start(bench, 'obviousBeside', withinOneTask)
    expect(await handle.result()).toBe(withinOneTask)
  })

  it('starts at once', async () => {
    const handle = await startPlan(bench, { inline: 1_500, fan: 1 })
    await handle.result()
    const names = seenOf(handle.workflowId).names()
    expect(names).toHaveLength(1_502)
    expect(names.indexOf('fan-0')).toBeLessThan(200)
  })
})

describe('a decision during an inline loop', () => {
  it('waits for the loop where nothing ends the workflow task', async () => {
    const handle = await start(bench, 'obviousDecision', withinOneTask)
    await until(() => seenOf(handle.workflowId).inlineSteps, 'the loop runs')
    await handle.executeUpdate('decide', { args: ['ana'] }).catch((error: unknown) => error)
    expect(await handle.result()).toBe(withinOneTask)
  })

  it('is answered between two slices', async () => {
    const handle = await startPlan(bench, { inline: 3_000, decisions: 1 })
    const names = () => seenOf(handle.workflowId).names()
    const facts = await until(() => names().length, 'the loop runs')
    await decide(handle, 'ana')
    expect(names()).toContain('decided')
    await handle.result()
    expect(names()).toHaveLength(3_002)
    expect(names().indexOf('decided') - facts).toBeLessThan(1_000)
  })
})

describe('continue-as-new with an activity in flight', () => {
  it('loses the activity where nobody waits for it', async () => {
    const handle = await start(bench, 'obviousRenewal', false)
    await handle.result()
    await until(
      () => seenOf(handle.workflowId).slowEnd === 'cancelled',
      'the activity hears that its run is gone',
    )
  })

  it('loses nothing, and is put off while the activity runs long', async () => {
    const handle = await startPlan(bench, { inline: 600, fan: 1, fanTask: 'slow' }, 'tightShell')
    await handle.result()
    const seen = seenOf(handle.workflowId)
    expect(seen.slowEnd).toBe('completed')
    const names = seen.names()
    expect(names.filter((name) => name.startsWith('inline'))).toEqual(inlineNames(600))
    expect(names.filter((name) => name === 'fan-0')).toHaveLength(1)
    expect(seen.seqs).toEqual(seen.seqs.map((_, i) => i + 1))
  })

  it('keeps a timer as a deadline', async () => {
    const handle = await startPlan(bench, { inline: 300, timerMs: 3_000 }, 'tightShell')
    await handle.result()
    expect(
      seenOf(handle.workflowId)
        .names()
        .filter((name) => name === 'timer-fired'),
    ).toHaveLength(1)
  })
})

describe('2,500 parallel activities', () => {
  it('fail where all are asked for at once', async () => {
    const handle = await start(bench, 'obviousFan', 2_500)
    expect(await until(() => failedTask(handle), 'a workflow task fails')).toBeTruthy()
    await handle.terminate()
  })

  it('all end where at most 500 are in flight', async () => {
    const handle = await startPlan(bench, { fan: 2_500 })
    await handle.result()
    const names = seenOf(handle.workflowId)
      .names()
      .filter((name) => name.startsWith('fan'))
    expect(new Set(names).size).toBe(2_500)
    expect(names).toHaveLength(2_500)
  })
})

describe('four simultaneous decisions where one is needed', () => {
  const people = ['ana', 'ben', 'eva', 'tom']

  it('are all told yes where the handler only queues', async () => {
    const handle = await start(bench, 'obviousRace', people.length)
    const answers = await Promise.all(
      people.map((person) =>
        handle.executeUpdate<string, [string]>('decide', { args: [person] }).catch(() => 'refused'),
      ),
    )
    expect(answers.filter((answer) => answer.startsWith('accepted'))).toHaveLength(people.length)
    await handle.result()
  })

  it('exactly one is accepted, and a repeat of it hears the same', async () => {
    const handle = await startPlan(bench, { decisions: 1, timerMs: 3_000 })
    await until(() => seenOf(handle.workflowId).facts.length > 0, 'the run began')
    const answers = await Promise.allSettled(people.map((person) => decide(handle, person)))
    const accepted = answers.flatMap((answer, i) => (answer.status === 'fulfilled' ? [people[i] ?? ''] : []))
    expect(accepted).toHaveLength(1)
    expect(await decide(handle, accepted[0] ?? '')).toEqual({
      accepted: true,
      outcome: 'APPROVED',
      remaining: 0,
    })
    await handle.result()
    expect(
      seenOf(handle.workflowId)
        .names()
        .filter((name) => name === 'decided'),
    ).toHaveLength(1)
  })
})
