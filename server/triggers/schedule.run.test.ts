import { afterAll, describe, expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { deleteFlow } from '#server/flows/delete-flow.ts'
import { namespace, setUpRuns } from '#server/runs/testdata/fixture.ts'
import { putSchedule, removeSchedule, scheduledTimes } from '#server/temporal-schedules.ts'
import { calendarsOf } from '#engine/flow/cron/calendars.ts'
import { cronTimes } from '#engine/flow/cron/cron-times.ts'
import { parseCron } from '#engine/flow/cron/parse-cron.ts'
import { until } from '../../tests/harness/until.ts'
import { createBackfill, pauseBackfill, unpauseBackfill } from './backfill.ts'
import { setDisabled } from './change-triggers.ts'
import { fireTrigger } from './fire-trigger.ts'
import { syncUnsynced } from './sync-schedules.ts'

const runs = setUpRuns()

const keyOf = (flowId: string, triggerId = 'clock') => ({ namespace, flowId, triggerId })
const rowOf = (flowId: string) =>
  db.trigger.findUnique({ where: { namespace_flowId_triggerId: keyOf(flowId) } })
const executionsOf = (flowId: string) =>
  db.execution.findMany({ where: { namespace, flowId }, orderBy: { createdAt: 'asc' } })

/** A flow with one schedule. */
async function publish(flowId: string, trigger: string, more = ''): Promise<void> {
  await runs.publish(`
id: ${flowId}
namespace: ${namespace}
${more}
tasks:
  - {id: told, type: return, format: "{{ trigger.date ?? 'none' }}"}
triggers:
  - id: clock
    type: schedule
    ${trigger.trim().replaceAll('\n', '\n    ')}
`)
  await syncUnsynced()
}

afterAll(async () => {
  // nobody looks after the queue of this file any more
  const rows = await db.trigger.findMany({ where: { source: 'clock' } })
  for (const { flowId, triggerId } of rows) await removeSchedule({ namespace, flowId, triggerId })
})

describe('a schedule of each second', () => {
  const flowId = 'each-second'

  it('starts an execution at each of its times, once, whatever becomes of the worker', async () => {
    await publish(flowId, 'cron: "* * * * * *"\nwithSeconds: true\nlabels: {from: "{{ trigger.date }}"}')
    await until(async () => (await executionsOf(flowId)).length >= 2, 'two executions')
    await runs.stopWorker()
    const stopped = Date.now()
    await until(() => Date.now() > stopped + 3_000, 'three seconds without a worker')
    await runs.startWorker()
    const datesOf = async () =>
      (await executionsOf(flowId)).map(({ trigger }) => {
        const { variables } = trigger as { variables: { date: string } }
        return Date.parse(variables.date)
      })
    await until(async () => (await datesOf()).some((at) => at > stopped + 4_000), 'times after the pause')
    const dates = (await datesOf()).sort((a, b) => a - b)
    expect(new Set(dates).size).toBe(dates.length)
    // none of the times between is missing: all are recovered
    const [first = 0] = dates
    const wanted = Array.from(
      { length: Math.floor((stopped + 3_000 - first) / 1000) },
      (_, n) => first + n * 1000,
    )
    await until(async () => {
      const now = new Set(await datesOf())
      return wanted.every((at) => now.has(at))
    }, 'every second has its execution')
  })

  it('tells where it came from', async () => {
    const [execution] = await executionsOf(flowId)
    const { variables } = execution?.trigger as { variables: { date: string } }
    expect(execution).toMatchObject({
      requestId: null,
      createdById: null,
      trigger: { id: 'clock', type: 'io.kestra.plugin.core.trigger.Schedule' },
      labels: { from: variables.date },
    })
    const shown = await runs.rest(execution?.id ?? '')
    expect(shown.taskRunList[0]?.outputs).toEqual({ value: variables.date })
    expect(await rowOf(flowId)).toMatchObject({ type: 'schedule', source: 'clock', disabled: false })
  })

  it('stops when it is switched off, goes on when it is switched on, and goes with the flow', async () => {
    const key = keyOf(flowId)
    await setDisabled(runs.engineer, key, true)
    expect(await scheduledTimes(key)).toBeUndefined()
    expect(await rowOf(flowId)).toMatchObject({ disabled: true, nextAt: null })
    const count = (await executionsOf(flowId)).length
    await setDisabled(runs.engineer, key, false)
    await until(async () => (await executionsOf(flowId)).length > count, 'it goes on')
    await deleteFlow(runs.engineer, { namespace, id: flowId })
    await syncUnsynced()
    expect(await scheduledTimes(key)).toBeUndefined()
    expect(await rowOf(flowId)).toBeNull()
  })
})

describe('across daylight saving', () => {
  // ten times ahead of each reach over both changes of the clock, in 2027
  it.each(['America/New_York', 'Europe/Berlin'])(
    'the schedule in %s has every time that the expression means',
    async (zone) => {
      for (const text of [
        '30 2 14,28 3 *',
        '30 1 7,31 10,11 *',
        '0 2 7,14,28,31 3,10,11 *',
        '30 0-4 7,14,28,31 3,10,11 *',
      ]) {
        const read = parseCron(text)
        if ('problem' in read) throw new Error(read.problem)
        const key = keyOf('saving', text.replace(/\W/g, '-'))
        await putSchedule(key, {
          timeZone: zone,
          calendars: calendarsOf(read.cron, zone, Date.now()),
          missed: 'NONE',
        })
        const theirs = (await scheduledTimes(key)) ?? []
        await removeSchedule(key)
        const times = cronTimes(read.cron, zone)
        const last = theirs.at(-1) ?? 0
        const ours: number[] = []
        for (let at = times.next(Date.now()); at !== undefined && at <= last; at = times.next(at))
          ours.push(at)
        // what the schedule has more is passed over when it comes
        expect(theirs.filter((at) => times.fires(at))).toEqual(ours)
        expect(ours.length).toBeGreaterThan(0)
      }
    },
  )
})

describe('times that were missed', () => {
  const at = Date.parse('2026-03-02T07:00:00Z')
  const day = 86_400_000

  it.each([
    ['ALL', at + 3 * day, at, 'inserted'],
    ['LAST', at + 3 * day, at, 'passed-over'],
    ['LAST', at + 3 * day + 60_000, at + 3 * day, 'inserted'],
    ['NONE', at + 3 * day + 60_000, at + 3 * day, 'passed-over'],
    ['NONE', at + 5_000, at, 'inserted'],
  ] as const)('%s: looked at %d, the time of %d is %s', async (...[missed, now, time, became]) => {
    const flowId = `missed-${missed.toLowerCase()}-${now}`
    await publish(flowId, `cron: 0 7 * * *\nrecoverMissedSchedules: ${missed}`)
    expect(await fireTrigger(keyOf(flowId), time, now)).toBe(became)
  })

  it('one that is too late for its flow is passed over', async () => {
    await publish('late', 'cron: 0 7 * * *\nlateMaximumDelay: PT10M')
    expect(await fireTrigger(keyOf('late'), at, at + 601_000)).toBe('passed-over')
    expect(await fireTrigger(keyOf('late'), at, at + 599_000)).toBe('inserted')
    expect(await fireTrigger(keyOf('late'), at, at + 599_000)).toBe('exists')
  })

  it('one that no cron expression means, or that its conditions refuse, starts nothing', async () => {
    await publish('mondays', 'cron: 0 7 * * *\nconditions: [{type: day-week, dayOfWeek: MONDAY}]')
    expect(await fireTrigger(keyOf('mondays'), at + 1000, at + 2000)).toBe('passed-over')
    expect(await fireTrigger(keyOf('mondays'), at + day, at + day)).toBe('not-now')
    expect(await fireTrigger(keyOf('mondays'), at, at)).toBe('inserted')
    const [execution] = await executionsOf('mondays')
    expect(execution?.trigger).toMatchObject({
      variables: {
        date: '2026-03-02T07:00:00Z',
        next: '2026-03-09T07:00:00Z',
        previous: '2026-02-23T07:00:00Z',
      },
    })
  })

  it('an input that is missing is told at the trigger', async () => {
    await publish('needs-input', 'cron: 0 7 * * *', 'inputs:\n  - {id: who, type: STRING}')
    expect(await fireTrigger(keyOf('needs-input'), at, at)).toBe('refused')
    expect((await rowOf('needs-input'))?.error).toContain('`who`')
    expect(await executionsOf('needs-input')).toEqual([])
  })

  it('while the last execution lives a schedule that runs alone waits, and is free when it has ended', async () => {
    await runs.publish(`
id: alone
namespace: ${namespace}
tasks:
  - {id: nap, type: sleep, duration: PT2S}
triggers:
  - {id: clock, type: schedule, cron: 0 7 * * *, allowConcurrent: false, stopAfter: [FAILED]}
`)
    expect(await fireTrigger(keyOf('alone'), at, at)).toBe('inserted')
    expect(await fireTrigger(keyOf('alone'), at + day, at + day)).toBe('locked')
    const [first] = await executionsOf('alone')
    await runs.rest(first?.id ?? '')
    expect(await rowOf('alone')).toMatchObject({ lockedBy: null, disabled: false })
    expect(await fireTrigger(keyOf('alone'), at + day, at + day)).toBe('inserted')
  })

  it('is switched off once its execution ends as it must not', async () => {
    await runs.publish(`
id: fragile
namespace: ${namespace}
tasks:
  - {id: no, type: fail}
triggers:
  - {id: clock, type: schedule, cron: 0 7 * * *, stopAfter: [FAILED]}
`)
    expect(await fireTrigger(keyOf('fragile'), at, at)).toBe('inserted')
    const [execution] = await executionsOf('fragile')
    await runs.rest(execution?.id ?? '')
    expect(await rowOf('fragile')).toMatchObject({ disabled: true, nextAt: null })
    expect(await fireTrigger(keyOf('fragile'), at + day, at + day)).toBe('off')
  })
})

describe('a backfill', () => {
  it('makes up for 500 times, may be paused, and ends', async () => {
    await publish('filled', 'cron: 0 * * * *\ninputs: {n: "1"}', 'inputs:\n  - {id: n, type: INT}')
    const start = new Date('2026-01-01T00:00:00Z')
    const end = new Date(start.getTime() + 499 * 3_600_000)
    const begun = await createBackfill(runs.engineer, keyOf('filled'), {
      start,
      end,
      inputs: { n: '2' },
      labels: { why: 'backfill' },
    })
    expect(begun.backfill).toMatchObject({ total: 500, paused: false })
    await expect(createBackfill(runs.engineer, keyOf('filled'), { start, end })).rejects.toThrow('already')
    await until(async () => (await executionsOf('filled')).length >= 20, 'some have begun')
    const paused = await pauseBackfill(runs.engineer, keyOf('filled'))
    expect(paused.backfill?.paused).toBe(true)
    await unpauseBackfill(runs.engineer, keyOf('filled'))
    await until(async () => (await rowOf('filled'))?.backfill === null, 'the backfill has ended', 220)
    const executions = await executionsOf('filled')
    expect(executions).toHaveLength(500)
    expect(executions[0]).toMatchObject({ inputs: { n: 2 }, labels: { why: 'backfill' } })
    const dates = executions.map(({ trigger }) => (trigger as { variables: { date: string } }).variables.date)
    expect(new Set(dates).size).toBe(500)
    expect(dates.sort().at(-1)).toBe('2026-01-21T19:00:00Z')
  }, 240_000)

  it('is refused where there is no time to make up for', async () => {
    await publish('never', 'cron: 0 0 1 1 *')
    const [start, end] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-03-01T00:00:00Z')]
    await expect(createBackfill(runs.engineer, keyOf('never'), { start, end })).rejects.toThrow('no time')
    await expect(pauseBackfill(runs.engineer, keyOf('never'))).rejects.toThrow('No backfill')
  })
})
