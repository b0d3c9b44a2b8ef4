import { expect, it } from 'vitest'
import type { Decision } from '#engine/flow/approvals/types.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { sendDecision } from '#server/temporal.ts'
import { makePerson } from '../../tests/harness/people.ts'
import { getExecution } from './get-execution.ts'
import { namespace, statesOf, setUpRuns } from './testdata/fixture.ts'

const runs = setUpRuns()

const flow = (people: Actor[], quorum: string) => `
id: approval-${quorum}
namespace: ${namespace}
tasks:
  - id: ask
    type: approval
    title: Budget
    deciders:
      - users: [${people.map(({ id }) => id).join(', ')}]
        quorum: ${quorum}
  - id: after
    type: log
    message: "{{ outputs.ask.decision }}"
`

async function decisionOf(
  executionId: string,
  person: Actor,
  more: Partial<Decision> = {},
): Promise<Decision> {
  const approval = await db.approval.findFirstOrThrow({ where: { executionId } })
  return {
    decisionId: `decision-${executionId}-${person.id}`,
    taskRunId: approval.id,
    version: approval.version,
    round: approval.round,
    personId: person.id,
    personName: person.name,
    vote: 'APPROVE',
    seenHash: approval.seenHash,
    door: 'test',
    ...more,
  }
}

const people = async (count: number) =>
  Promise.all(Array.from({ length: count }, async () => (await makePerson({ roles: ['approver'] })).actor))

it('of four simultaneous decisions takes one where one is needed, and the next task runs', async () => {
  const deciders = await people(4)
  await runs.publish(flow(deciders, 'any'))
  const id = await runs.start('approval-any')
  expect((await runs.rest(id)).state.current).toBe('PAUSED')
  const decisions = await Promise.all(deciders.map((person) => decisionOf(id, person)))
  const answers = await Promise.all(decisions.map((decision) => sendDecision(id, decision)))
  const accepted = answers.flatMap((answer, i) => (answer.accepted ? [i] : []))
  expect(accepted).toHaveLength(1)
  expect(answers.filter((answer) => !answer.accepted && answer.code === 'closed')).toHaveLength(3)
  expect(await db.approvalVote.count({ where: { approvalId: decisions[0]?.taskRunId } })).toBe(1)
  const execution = await runs.rest(id)
  expect(execution.state.current).toBe('SUCCESS')
  expect(execution.state.histories.map(({ state }) => state)).toEqual([
    'CREATED',
    'RUNNING',
    'PAUSED',
    'RUNNING',
    'SUCCESS',
  ])
  expect(statesOf(execution)).toEqual({ ask: 'SUCCESS', after: 'SUCCESS' })
})

it('gives a repeat of a decision the same answer, and stores it once', async () => {
  const deciders = await people(2)
  await runs.publish(flow(deciders, 'all'))
  const id = await runs.start('approval-all')
  await runs.rest(id)
  const [first, second] = await Promise.all(deciders.map((person) => decisionOf(id, person)))
  if (!first || !second) throw new Error('There are two deciders')
  const answer = await sendDecision(id, first)
  expect(answer).toMatchObject({ accepted: true, outcome: 'OPEN', remaining: 1 })
  expect(await sendDecision(id, first)).toEqual(answer)
  expect(await sendDecision(id, { ...first, decisionId: 'another' })).toMatchObject({
    code: 'already-decided',
  })
  expect(await sendDecision(id, { ...second, seenHash: 'older' })).toMatchObject({ code: 'changed' })
  const stranger = await makePerson()
  expect(await sendDecision(id, await decisionOf(id, stranger.actor))).toMatchObject({
    code: 'not-a-decider',
  })
  expect((await getExecution(runs.engineer, id)).state.current).toBe('PAUSED')
  expect(await sendDecision(id, second)).toMatchObject({ accepted: true, outcome: 'APPROVED' })
  expect((await runs.rest(id)).state.current).toBe('SUCCESS')
  expect(await sendDecision(id, { ...first, decisionId: 'late' })).toMatchObject({
    accepted: false,
    code: 'closed',
  })
  expect(await db.approvalVote.count({ where: { approvalId: first.taskRunId } })).toBe(2)
})
