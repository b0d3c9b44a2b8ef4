import type { MailedNotice } from './notice-sentence.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

/** Where a thing was done, as the person may know it again. */
export interface SeenPlace {
  /** "Firefox, Linux" */
  device?: string
  address?: string
}

/** What a mail of each kind tells, beside the person whom it goes to. Instants are ISO 8601 in UTC. */
export interface MailData {
  /** With a link by which the person sets a first password. */
  invitation: { by: string; until: string }
  /** With a link by which the person sets a new one. `by`: the administrator who sends it, unless they asked themselves. */
  'password-reset': { by?: string; until: string }
  /** `by`: the administrator who did it. `first`: there was none before. */
  'password-changed': SeenPlace & { at: string; by?: string; first?: boolean }
  'new-device': SeenPlace & { at: string }
  'second-factor-added': SeenPlace & { at: string }
  'second-factor-removed': SeenPlace & { at: string; by?: string }
  /** An account at a provider of single sign-on opens the person's from now on. */
  'identity-linked': SeenPlace & { at: string; provider: string }
  /** What the product tells too. */
  notice: MailedNotice
  /** What was told since the one before, the oldest first. `more`: how many are not named. */
  digest: { items: MailedNotice[]; more: number }
  /** To somebody without an account: with a link by which they answer what an execution waits for. */
  'resume-link': { title: string; by: string; until: string }
  /** To whoever gave this address on the page of a public app: six digits. */
  'guest-code': { app: string; code: string; minutes: number }
  /** To a guest whose address was confirmed: with the link to their request. */
  'guest-request': { app: string; number: string }
  /** To a guest whose address was confirmed, and who lost their link: with another one. */
  'guest-link': { app: string; number: string }
  /** To a guest: what their request has come to. */
  'guest-outcome': { app: string; number: string; outcome: GuestOutcome }
  /** That mail works. */
  test: { at: string }
}

/** What a guest is told by mail. */
export type GuestOutcome = 'APPROVED' | 'REJECTED' | 'DONE' | 'CANCELLED' | 'COMMENTED' | 'SENT_BACK'

export type MailKind = keyof MailData

/** How long a mail is worth sending, where its link does not say it. Milliseconds. */
const worthMs: Partial<Record<MailKind, number>> = {
  'password-reset': hourMs,
  invitation: 7 * dayMs,
  'guest-code': hourMs / 6,
}

/** @returns when a mail that is written now is given up */
export function endOf(kind: MailKind, now: Date): Date {
  return new Date(now.getTime() + (worthMs[kind] ?? 3 * dayMs))
}
