import { expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { sendDecision } from '#server/temporal.ts'
import { until } from '../../tests/harness/until.ts'
import { makePerson } from '../../tests/harness/people.ts'
import { getExecution } from './get-execution.ts'
import { namespace, setUpRuns, statesOf } from './testdata/fixture.ts'

const runs = setUpRuns()

it('takes a decision that comes as soon as the approval can be seen', { timeout: 180_000 }, async () => {
  const { actor } = await makePerson({ roles: ['approver'] })
  await runs.publish(`
id: at-once
namespace: ${namespace}
tasks:
  - id: ask
    type: approval
    title: Budget
    deciders: [{ users: [${actor.id}] }]
`)
  for (let n = 0; n < 25; n++) {
    const id = await runs.start('at-once')
    const approval = await until(
      async () => db.approval.findFirst({ where: { executionId: id } }),
      'it is open',
    )
    const answer = await sendDecision(id, {
      decisionId: `decision-${id}`,
      taskRunId: approval.id,
      version: approval.version,
      round: approval.round,
      personId: actor.id,
      personName: actor.name,
      vote: 'APPROVE',
      seenHash: approval.seenHash,
      door: 'test',
    })
    expect(answer).toMatchObject({ accepted: true, outcome: 'APPROVED' })
    const execution = await until(async () => {
      const seen = await runs.rest(id)
      return seen.state.current === 'SUCCESS' ? seen : undefined
    }, 'it goes on')
    expect(statesOf(execution)).toEqual({ ask: 'SUCCESS' })
  }
})

it('shows an end together with the task runs that came to it, however often it is asked', async () => {
  await runs.publish(`
id: seen
namespace: ${namespace}
tasks:
  - { id: one, type: log, message: one }
  - { id: two, type: return, format: two }
  - { id: three, type: log, message: three }
`)
  const seen = async (id: string) => {
    for (;;) {
      const execution = await getExecution(runs.engineer, id)
      if (execution.state.current === 'SUCCESS') return statesOf(execution)
    }
  }
  const ids = await Promise.all(Array.from({ length: 12 }, () => runs.start('seen')))
  const ends = await Promise.all(ids.map(seen))
  expect(ends).toEqual(ids.map(() => ({ one: 'SUCCESS', two: 'SUCCESS', three: 'SUCCESS' })))
})
