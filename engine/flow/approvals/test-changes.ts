import { advance } from '../advance/advance.ts'
import type { RunEvent } from '../advance/events.ts'
import type { Fact } from '../advance/facts.ts'
import type { RunState } from '../advance/state.ts'
import { amend } from './amend.ts'
import type { Amendment, Change } from './amendment.ts'
import { decide, retract } from './decide.ts'
import { approvalProgram, decisionBy, openState, policyOf } from './test-approval.ts'

export const allow = ['reassign', 'addDecider', 'askInfo'] as const
export const taskRunId = Object.keys(openState(policyOf('ana:all')).nodes)[0] ?? ''

function changeOf(word: string): { by?: string; change: Change } | undefined {
  const [, by = '', sign, to = ''] = /^(-?\w+)([>&?/.=])(\w*)$/.exec(word) ?? []
  const person = { id: to, name: to }
  if (sign === '>') return { by, change: { kind: 'reassign', from: by, to: person } }
  if (sign === '&') return { by, change: { kind: 'add', to: person } }
  if (sign === '?')
    return { by, change: { kind: 'ask', questionId: `of-${by}`, of: 'joe', text: 'why?', stopsClock: true } }
  if (sign === '/')
    return { by, change: { kind: 'withdraw-question', questionId: `of-${to || by}`, dueAt: 50_000 } }
  if (sign === '.') return { change: { kind: 'answer', questionId: `of-${by}`, text: 'so', dueAt: 50_000 } }
  if (sign !== '=') return undefined
  const come = to === '' ? [] : [{ groupIndex: 0, people: [person] }]
  return { change: { kind: 'replace', gone: [by.slice(1)], come } }
}

/** Who is found as it is due, told as the server tells it. */
function moreOf(state: RunState, word: string, at: number): RunEvent {
  const refs = (names: string) => names.split(',').map((name) => ({ id: name, name }))
  const come = word
    .slice(1)
    .split(';')
    .map((part) => part.split('='))
    .flatMap(([index, names]) =>
      names === undefined ? [] : { groupIndex: Number(index), people: refs(names) },
    )
  const people = come.length > 0 ? come.flatMap((one) => one.people) : refs(word.slice(1))
  const step = (state.nodes[taskRunId]?.approval?.escalated ?? 0) + 1
  const answer = {
    kind: 'more' as const,
    people,
    ...(come.length > 0 ? { come } : {}),
    dueAt: at + 1_000_000,
  }
  return { kind: 'approval-escalated', at, taskRunId, step, answer }
}

interface Told {
  events?: RunEvent[]
  told?: string
}

function hear(state: RunState, word: string, index: number): Told {
  const at = 10_000 * (index + 1)
  if (word === '*') {
    const [timerId] = Object.keys(state.timers).filter((id) => id.startsWith('hold:'))
    return timerId === undefined ? {} : { events: [{ kind: 'timer-fired', at, timerId }] }
  }
  if (word.startsWith('!'))
    return { events: [{ kind: 'timer-fired', at, timerId: `due:${taskRunId}` }, moreOf(state, word, at)] }
  if (word.endsWith('<')) {
    const personId = word.slice(0, -1)
    const decisionId = decisionIdOf(state, personId)
    const retraction = { commandId: `back-${index}`, taskRunId, decisionId, personId, door: 'test' }
    const answer = retract(state, retraction)
    return answer.accepted ? { events: [{ kind: 'retracted', at, retraction }] } : { told: answer.code }
  }
  const changed = changeOf(word)
  if (changed) {
    const amendment: Amendment = { commandId: `amend-${index}`, taskRunId, door: 'test', ...changed }
    const answer = amend(state, amendment)
    return answer.accepted ? { events: [{ kind: 'amended', at, amendment }] } : { told: answer.code }
  }
  const version = state.nodes[taskRunId]?.approval?.frozen?.version ?? 2
  const holdMs = word.endsWith('~') ? 10_000 : 0
  const decision = { ...decisionBy(word.replace('~', ''), index), version, holdMs }
  const answer = decide(state, decision)
  return answer.accepted ? { events: [{ kind: 'decided', at, decision }] } : { told: answer.code }
}

function decisionIdOf(state: RunState, personId: string): string {
  const votes = state.nodes[taskRunId]?.approval?.votes ?? []
  return votes.find((vote) => vote.personId === personId)?.decisionId ?? 'none'
}

/**
 * Plays a cast: the last refusal, or what the approval came to, with all facts on the way. Votes as in the decision table, which show the newest version; `ana+~` can be taken back for ten seconds, `ana<` takes it back,
 * `*` lets ten seconds pass; `ana>eve` gives ana's place to eve, `ana&eve` asks eve too, `-ana=eve` is the product's change,
 * `ana?` asks a question that stops the clock, `ana.` has the answer, `ben/ana` goes on without
 * one; `!boss` as it is due boss is asked in the place of who is
 * late, `!0=boss` only in that of who is late in the first group.
 */
export function play(
  begin: RunState,
  cast: readonly string[],
): { told: string; state: RunState; facts: Fact[] } {
  let state = begin
  let refused: string | undefined
  const facts: Fact[] = []
  for (const [index, word] of cast.entries()) {
    const { events = [], told } = hear(state, word, index)
    refused = told
    for (const event of events) {
      const step = advance(approvalProgram, state, event)
      state = step.state
      facts.push(...step.facts)
    }
  }
  return { told: refused ?? state.closed[taskRunId] ?? 'OPEN', state, facts }
}
