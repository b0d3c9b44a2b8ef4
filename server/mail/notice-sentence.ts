import { createTranslator } from 'next-intl'
import german from '#messages/de.json'
import english from '#messages/en.json'
import type { JsonObject } from '#engine/flow/flow.ts'
import { pathOfApproval } from '#server/approvals/address.ts'
import { localeFor, type Language } from '#server/languages/languages.ts'
import { decisionKinds, delegationKinds, followedKinds, type NoticeKind } from '#server/notices/view.ts'

const translators = {
  en: createTranslator({ locale: localeFor('en'), messages: english, namespace: 'frame' }),
  de: createTranslator({ locale: 'de', messages: german, namespace: 'frame' }),
}

/** A notice as a mail repeats it. */
export interface MailedNotice {
  kind: NoticeKind
  requestId?: string
  data: JsonObject
  /** Its button opens the decision itself, without a sign-in. */
  decidesByLink?: boolean
}

/** The sentence that the product says too. @param oneLine makes other people's texts part of it */
export function noticeSentence(
  { kind, data }: MailedNotice,
  { language, oneLine }: { language: Language; oneLine(text: string): string },
): string {
  const t = translators[language]
  const said = (name: string) => oneLine(String(data[name] ?? ''))
  const facts = {
    number: said('number'),
    title: said('title'),
    requester: said('requester'),
    by: said('by'),
    name: said('name'),
    device: said('device'),
  }
  if (kind === 'approval-waiting' && data.again) return t('notice.approval-waiting-again', facts)
  if (kind === 'approval-waiting' && !facts.requester) return t('notice.approval-waiting-system', facts)
  const followed = followedKinds.find((one) => one === kind)
  return followed && facts.requester ? t(`noticeOf.${followed}`, facts) : t(`notice.${kind}`, facts)
}

/** Where it leads, below the product's own address. */
export function noticePath({ kind, requestId, data }: MailedNotice): string {
  if (decisionKinds.includes(kind)) return pathOfApproval(String(data.approvalId))
  if (kind === 'run-failed') return `/studio/runs/${encodeURIComponent(String(data.executionId))}`
  if (delegationKinds.some((one) => one === kind)) return '/account#delegations'
  return requestId === undefined ? '/requests' : `/requests/${encodeURIComponent(requestId)}`
}
