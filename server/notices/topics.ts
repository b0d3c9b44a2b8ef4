import type { NoticeKind } from './view.ts'

/** What a person chooses for, each by itself. */
export const topics = [
  'received',
  'waiting',
  'reminders',
  'decided',
  'finished',
  'on-hold',
  'talk',
  'failures',
] as const
export type Topic = (typeof topics)[number]

/** How a mail tells it: at once, in the digest of the next morning, or not at all. In the product it is told in any case. */
export const ways = ['now', 'digest', 'off'] as const
export type Way = (typeof ways)[number]

/** What holds until the person chooses otherwise. */
export function defaultWay(topic: Topic): Way {
  return topic === 'failures' ? 'digest' : 'now'
}

const byKind: Partial<Record<NoticeKind, Topic>> = {
  'request-received': 'received',
  'approval-waiting': 'waiting',
  'approval-waiting-for': 'waiting',
  'approval-short': 'waiting',
  'delegation-given': 'waiting',
  'delegation-ended': 'waiting',
  'delegation-made': 'waiting',
  'request-nudged': 'reminders',
  'approval-reminder': 'reminders',
  'approval-question': 'talk',
  'approval-answer': 'talk',
  'request-approved': 'decided',
  'request-sent-back': 'decided',
  'request-rejected': 'decided',
  'request-done': 'finished',
  'request-cancelled': 'finished',
  'request-withdrawn': 'finished',
  'request-on-hold': 'on-hold',
  'request-comment': 'talk',
  'request-mention': 'talk',
  'request-cancel-asked': 'talk',
  'request-shared': 'talk',
  'run-failed': 'failures',
}

/** Undefined: what concerns the account has a mail of its own, which nobody switches off. */
export function topicOf(kind: NoticeKind): Topic | undefined {
  return byKind[kind]
}
