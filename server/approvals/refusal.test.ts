import { expect, it } from 'vitest'
import { openState, policyOf, decisionBy } from '#engine/flow/approvals/test-approval.ts'
import { decide } from '#engine/flow/approvals/decide.ts'
import type { Vote } from '#engine/flow/approvals/types.ts'
import { refusalFor } from './refusal.ts'

const voteOf = (personId: string, heldUntil?: number): Vote => ({
  decisionId: `of-${personId}`,
  personId,
  personName: personId,
  vote: 'APPROVE',
  at: 1,
  ...(heldUntil === undefined ? {} : { heldUntil }),
})

type Row = [whom: string, groups: string, order: 'parallel' | 'sequential', votes: Vote[]]

it.each<Row>([
  ['somebody of a group that has decided', 'ana,ben:any|eve:any', 'parallel', [voteOf('ana')]],
  [
    'a group whose turn comes when nothing can be taken back',
    'ana:any|ben:any',
    'sequential',
    [voteOf('ana', 9)],
  ],
  ['somebody beside a decision that can be taken back', 'ana,ben:any', 'parallel', [voteOf('ana', 9)]],
  ['whoever comes later', 'ana:any|ben:any', 'sequential', []],
])('says to %s what they would hear', (_, groups, ...[order, votes]) => {
  const policy = policyOf(groups, { order })
  const state = openState(policy)
  const [id = ''] = Object.keys(state.nodes)
  const node = state.nodes[id]
  if (node?.approval) node.approval.votes.push(...votes)
  const answer = decide(state, decisionBy('ben+', 1))
  const heard = answer.accepted ? undefined : `${answer.message}.`
  expect(refusalFor('ben', { state: 'OPEN', policy, votes })).toBe(heard)
})
