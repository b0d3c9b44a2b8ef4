import { createFormatter, createTranslator } from 'next-intl'
import german from '#messages/de.json'
import english from '#messages/en.json'
import { env } from '#server/env.ts'
import { localeFor, type Language } from '#server/languages/languages.ts'
import { topicOf } from '#server/notices/topics.ts'
import { unsubscribeToken, type Unsubscribed } from '#server/notices/unsubscribe.ts'
import { decisionKinds, type NoticeKind } from '#server/notices/view.ts'
import type { MailData, MailKind } from './kinds.ts'
import { noticePath, noticeSentence } from './notice-sentence.ts'

/** Whom a mail is written for. */
export interface Reader {
  /** Absent: nothing of it can be switched off. */
  id?: string
  name: string
  /** IANA name. */
  timeZone: string
  language: Language
}

/** What a mail says, before it has a form. */
export interface MailContent {
  subject: string
  greeting: string
  paragraphs: string[]
  /** What is told one by one, each with where it leads. */
  items?: { text: string; url: string }[]
  /** Absent: there is nothing to do. */
  action?: { label: string; url: string; help: string }
  footer: string
  /** How to get no more of these. */
  off?: { label: string; url: string }
}

const translators = {
  en: createTranslator({ locale: localeFor('en'), messages: english, namespace: 'mail' }),
  de: createTranslator({ locale: 'de', messages: german, namespace: 'mail' }),
}

/** Names and other people's texts are part of a sentence here: they begin no line of their own. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200)
}

/** What a writer writes with: the reader's language and time zone are in it. */
interface Pen {
  t: (typeof translators)['en']
  language: Language
  /** A moment of ISO 8601 as the reader says it. */
  moment(iso: string): string
  where(place: { device?: string; address?: string }): string
}

function penFor({ language, timeZone }: Reader): Pen {
  const t = translators[language]
  const format = createFormatter({ locale: localeFor(language), timeZone })
  return {
    t,
    language,
    moment: (iso) => {
      const at = format.dateTime(new Date(iso), { dateStyle: 'long', timeStyle: 'short' })
      return `${at} (${timeZone})`
    },
    where: ({ device, address }) => {
      const named = oneLine(device ?? t('unknownDevice'))
      return address === undefined ? named : t('deviceAt', { device: named, address })
    },
  }
}

interface Words {
  subject: string
  paragraphs: string[]
  /** What is told one by one, each with where it leads. */
  items?: { text: string; path: string }[]
  /** Label of the button, and where it leads where there is no secret path. */
  action?: { label: string; path?: string }
  /** It was chosen, so that it can be switched off. */
  from?: Unsubscribed
}

type Writer<K extends MailKind> = (data: MailData[K], pen: Pen) => Words

const sessions = ({ t }: Pen) => ({ label: t('toSessions'), path: '/account#sessions' })
/** What was done to an account: the person may have to act. */
function told({ t }: Pen, { subject, text }: { subject: string; text: string }): Words {
  return {
    subject,
    paragraphs: [text, t('notYou')],
    action: { label: t('toAccount'), path: '/account' },
  }
}

const writers: { [K in MailKind]: Writer<K> } = {
  invitation: ({ by, until }, { t, moment }) => ({
    subject: t('invitation.subject', { by: oneLine(by) }),
    paragraphs: [t('invitation.text', { by: oneLine(by) }), t('invitation.until', { until: moment(until) })],
    action: { label: t('invitation.action') },
  }),
  'password-reset': ({ by, until }, { t, moment }) => ({
    subject: t('reset.subject'),
    paragraphs: [
      by === undefined ? t('reset.asked') : t('reset.sent', { by: oneLine(by) }),
      t('reset.until', { until: moment(until) }),
      t('reset.ignore'),
    ],
    action: { label: t('reset.action') },
  }),
  'password-changed': ({ at, by, first, ...place }, pen) => {
    const facts = { at: pen.moment(at), where: pen.where(place), by: oneLine(by ?? '') }
    if (by !== undefined)
      return told(pen, { subject: pen.t('password.subject'), text: pen.t('password.by', facts) })
    return told(pen, {
      subject: first ? pen.t('password.firstSubject') : pen.t('password.subject'),
      text: first ? pen.t('password.first', facts) : pen.t('password.text', facts),
    })
  },
  'new-device': ({ at, ...place }, pen) => ({
    subject: pen.t('device.subject'),
    paragraphs: [
      pen.t('device.text', { at: pen.moment(at), where: pen.where(place) }),
      pen.t('device.notYou'),
    ],
    action: sessions(pen),
  }),
  'second-factor-added': ({ at, ...place }, pen) =>
    told(pen, {
      subject: pen.t('factor.addedSubject'),
      text: pen.t('factor.added', { at: pen.moment(at), where: pen.where(place) }),
    }),
  'second-factor-removed': ({ at, by, ...place }, pen) => {
    const facts = { at: pen.moment(at), where: pen.where(place), by: oneLine(by ?? '') }
    return told(pen, {
      subject: pen.t('factor.removedSubject'),
      text: by === undefined ? pen.t('factor.removed', facts) : pen.t('factor.removedBy', facts),
    })
  },
  'identity-linked': ({ at, provider, ...place }, pen) =>
    told(pen, {
      subject: pen.t('identity.subject', { provider: oneLine(provider) }),
      text: pen.t('identity.text', {
        provider: oneLine(provider),
        at: pen.moment(at),
        where: pen.where(place),
      }),
    }),
  notice: (notice, { t, language }) => {
    const sentence = noticeSentence(notice, { language, oneLine })
    const said = [notice.data.comment, notice.data.text].flatMap((text) =>
      typeof text === 'string' && text !== '' ? [oneLine(text)] : [],
    )
    const label = notice.kind === 'run-failed' ? 'run' : isAsked(notice.kind) ? 'decide' : 'open'
    return {
      subject: sentence,
      paragraphs: [`${sentence}.`, ...said, ...(notice.decidesByLink ? [t('notice.byLink')] : [])],
      action: { label: t(`notice.${label}`), path: noticePath(notice) },
      from: topicOf(notice.kind),
    }
  },
  digest: ({ items, more }, { t, language }) => ({
    subject: t('digest.subject', { count: items.length + more }),
    paragraphs: [t('digest.text')],
    items: [
      ...items.map((item) => ({ text: noticeSentence(item, { language, oneLine }), path: noticePath(item) })),
      ...(more > 0 ? [{ text: t('digest.more', { count: more }), path: '/' }] : []),
    ],
    action: { label: t('digest.open'), path: '/' },
    from: 'digest',
  }),
  'resume-link': ({ title, by, until }, { t, moment }) => ({
    subject: t('resume.subject', { title: oneLine(title) }),
    paragraphs: [
      t('resume.text', { by: oneLine(by), title: oneLine(title) }),
      t('resume.until', { until: moment(until) }),
    ],
    action: { label: t('resume.action') },
  }),
  'guest-code': ({ app, code, minutes }, { t }) => ({
    subject: t('guestCode.subject', { code }),
    paragraphs: [t('guestCode.text', { app: oneLine(app), code }), t('guestCode.until', { minutes })],
  }),
  'guest-request': ({ app, number }, { t }) => ({
    subject: t('guestRequest.subject', { number }),
    paragraphs: [t('guestRequest.text', { app: oneLine(app), number }), t('guestRequest.keep')],
    action: { label: t('guestRequest.action') },
  }),
  'guest-link': ({ app, number }, { t }) => ({
    subject: t('guestLink.subject', { number }),
    paragraphs: [
      t('guestLink.text', { app: oneLine(app), number }),
      t('guestLink.notYou'),
      t('guestRequest.keep'),
    ],
    action: { label: t('guestRequest.action') },
  }),
  'guest-outcome': ({ app, number, outcome }, { t }) => ({
    subject: t('guestOutcome.subject', { number }),
    paragraphs: [t(`guestOutcome.${outcome}`, { app: oneLine(app), number }), t('guestOutcome.look')],
  }),
  test: ({ at }, { t, moment }) => ({
    subject: t('test.subject'),
    paragraphs: [t('test.text', { at: moment(at) })],
  }),
}

const isAsked = (kind: NoticeKind) => decisionKinds.includes(kind)

/** Opened it shows a button; posted to, it does it (RFC 8058). */
function unsubscribeUrl(personId: string, from: Unsubscribed): string {
  const token = encodeURIComponent(unsubscribeToken(personId, from))
  return new URL(`/api/unsubscribe/${token}`, env().FORMWORK_URL).href
}

/** Kinds that go to people without an account. */
const outside: ReadonlySet<MailKind> = new Set([
  'resume-link',
  'guest-code',
  'guest-request',
  'guest-link',
  'guest-outcome',
])

/** Why it comes to this address. */
function footerOf(
  kind: MailKind,
  from: Unsubscribed | undefined,
): 'footer' | 'footerOutside' | 'notice.footer' {
  if (outside.has(kind)) return 'footerOutside'
  return from === undefined ? 'footer' : 'notice.footer'
}

/** A mail in words. @param secretPath where its button leads, if a token is in that */
export function contentOf<K extends MailKind>(
  { kind, data, secretPath }: { kind: K; data: MailData[K]; secretPath?: string },
  reader: Reader,
): MailContent {
  const site = env().FORMWORK_URL
  const pen = penFor(reader)
  const { t } = pen
  const { subject, paragraphs, items, action, from } = writers[kind](data, pen)
  const path = secretPath ?? action?.path
  return {
    subject,
    greeting: reader.name === '' ? t('greetingPlain') : t('greeting', { name: oneLine(reader.name) }),
    paragraphs,
    items: items?.map(({ text, path: to }) => ({ text, url: new URL(to, site).href })),
    action:
      action && path !== undefined
        ? { label: action.label, url: new URL(path, site).href, help: t('linkHelp') }
        : undefined,
    footer: t(footerOf(kind, from), { site: new URL(site).host }),
    off:
      from === undefined || reader.id === undefined
        ? undefined
        : { label: t('notice.off'), url: unsubscribeUrl(reader.id, from) },
  }
}

/** Whether a kind that was stored is one of ours. */
export function isMailKind(kind: string): kind is MailKind {
  return Object.hasOwn(writers, kind)
}
