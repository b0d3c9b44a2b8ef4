import { begin, advance } from '../advance/advance.ts'
import { taskRunId } from '../advance/task-run-id.ts'
import type { RunState } from '../advance/state.ts'
import type { Program } from '../advance/types.ts'
import type { Task } from '../flow.ts'
import approval from '#engine/catalog/tasks/approval/control.ts'
import type { Decision, Policy, Quorum } from './types.ts'

export interface PolicyParts {
  order?: Policy['order']
  requester?: string
  notRequester?: boolean
  commentRequired?: Policy['rules']['commentRequired']
  allow?: Policy['allow']
  /** Whether the flow offers it. */
  sendBack?: boolean
  /** Expected: it can never be decided. */
  deadEnd?: boolean
  /** Those who decided in tasks that this one must differ from. */
  excluded?: readonly string[]
}

/** Groups as `ana,ben:2|eve:all`. */
export function policyOf(groups: string, parts: PolicyParts = {}): Policy {
  const {
    order = 'parallel',
    requester: requesterId,
    notRequester = true,
    commentRequired = 'NEVER',
    allow,
    sendBack = true,
    excluded,
  } = parts
  return {
    order,
    requesterId,
    allow,
    ...(sendBack ? { sendBack: {} } : {}),
    ...(excluded ? { excluded } : {}),
    rules: { notRequester, commentRequired },
    groups: groups.split('|').map((text, index) => {
      const [people = '', quorum = 'any'] = text.split(':')
      return {
        title: `Group ${index + 1}`,
        people: people.split(',').map((name) => ({ id: name, name })),
        quorum: quorumOf(quorum),
      }
    }),
  }
}

function quorumOf(text: string): Quorum {
  if (text === 'any' || text === 'all') return text
  return text.endsWith('%') ? `${Number.parseFloat(text)}%` : Number(text)
}

const id = taskRunId({ executionId: 'exec', taskId: 'ok', round: 1 })

/** `ana+` approves, `ana-` denies, `ana<` sends back, `ben@ana+` in ana's place, `!` with a comment, `?` on an older version. */
export function decisionBy(word: string, index: number): Decision {
  const [, person = '', of, vote = '', flags = ''] = /^(\w+)(?:@(\w+))?([+<-])([!?]*)$/.exec(word) ?? []
  return {
    decisionId: `decision-${index}`,
    taskRunId: id,
    version: flags.includes('?') ? 1 : 2,
    round: 1,
    personId: person,
    personName: person,
    ...(of === undefined ? {} : { onBehalfOf: of }),
    vote: vote === '+' ? 'APPROVE' : vote === '<' ? 'SEND_BACK' : 'DENY',
    comment: flags.includes('!') ? 'because' : undefined,
    seenHash: 'seen',
    door: 'test',
  }
}

const task: Task = {
  id: 'ok',
  type: 'approval',
  mode: 'control',
  disabled: false,
  allowFailure: false,
  allowWarning: false,
  properties: {},
  reads: { whole: false, names: [] },
  branches: {},
  errors: [],
  finally: [],
}

export const approvalProgram: Program = {
  flow: {
    id: 'flow',
    namespace: 'test',
    revision: 1,
    labels: {},
    inputs: [],
    variables: {},
    tasks: [task],
    errors: [],
    finally: [],
    outputs: [],
    triggers: [],
    stages: [],
    disabled: false,
  },
  controls: { approval },
}

export type OpenState = RunState & { with(decision: Decision): OpenState }

/** A real run whose only task is an approval that is open under this policy. */
export function openState(
  policy: Policy,
  more: { dueAt?: number; escalations?: number; isDeadEnd?: boolean } = {},
): OpenState {
  const { isDeadEnd, ...times } = more
  const start = { executionId: 'exec', generation: 1, inputs: {}, labels: {}, variables: {}, at: 0 }
  const { state } = begin(approvalProgram, start)
  const opened = { kind: 'open', approval: { version: 2, seenHash: 'seen', policy, ...times } } as const
  const step = advance(approvalProgram, state, { kind: 'approval-opened', at: 1, taskRunId: id, opened })
  if (!isDeadEnd && !step.state.nodes[id]?.approval?.frozen) throw new Error('The approval is not open')
  return playable(step.state)
}

function playable(state: RunState): OpenState {
  const next = (decision: Decision) =>
    advance(approvalProgram, state, { kind: 'decided', at: 2, decision }).state
  return { ...state, with: (decision) => playable(next(decision)) }
}
