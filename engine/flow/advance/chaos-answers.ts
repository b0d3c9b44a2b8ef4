import type { Json } from '../flow.ts'
import type { ApprovalOpened } from './events.ts'

/** A map or list with one value, or a list of values, in the place of its templates. */
export function filled(source: Json, value: Json): Json {
  if (Array.isArray(source)) return source.map((item) => filled(item, value))
  if (typeof source === 'object' && source !== null) {
    const entries = Object.entries(source).map(([key, inner]): [string, Json] => [key, filled(inner, value)])
    return Object.fromEntries(entries)
  }
  if (source === '{{ values }}') return value === 'true' ? '["a", "b"]' : '[]'
  return typeof source === 'string' && source.includes('{{') ? value : source
}

/** What the opening of an approval may come to. */
export function openedBy(roll: (sides: number) => number, at: number): ApprovalOpened {
  const policy = {
    groups: [{ title: 'G', people: [{ id: 'ana', name: 'ana' }], quorum: 'any' as const }],
    order: 'parallel' as const,
    rules: { notRequester: false, commentRequired: 'NEVER' as const },
    sendBack: roll(2) === 0 ? {} : undefined,
  }
  const approval = {
    version: 1,
    seenHash: 's',
    policy,
    dueAt: roll(2) === 0 ? at + 5000 : undefined,
    remindAt: [at + 1000, at + 3000],
    escalations: roll(3),
  }
  const answers = [
    { kind: 'open', approval },
    { kind: 'open', approval },
    { kind: 'auto' },
    { kind: 'impossible', message: 'no' },
  ] as const
  return answers[roll(4)] ?? { kind: 'auto' as const }
}
