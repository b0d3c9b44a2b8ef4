import { createFormatter, createTranslator } from 'next-intl'
import messages from '#messages/en.json'
import { env } from '#server/env.ts'
import type { MailData, MailKind } from './kinds.ts'

/** Whom a mail is written for. */
export interface Reader {
  name: string
  /** IANA name. */
  timeZone: string
}

/** What a mail says, before it has a form. */
export interface MailContent {
  subject: string
  greeting: string
  paragraphs: string[]
  /** Absent: there is nothing to do. */
  action?: { label: string; url: string; help: string }
  footer: string
}

// English is the only language so far; a second one is chosen by the person's
const locale = 'en'
const t = createTranslator({ locale, messages, namespace: 'mail' })

/** Names and other people's texts are part of a sentence here: they begin no line of their own. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200)
}

function moment(iso: string, { timeZone }: Reader): string {
  const at = createFormatter({ locale, timeZone }).dateTime(new Date(iso), {
    dateStyle: 'long',
    timeStyle: 'short',
  })
  return `${at} (${timeZone})`
}

function where({ device, address }: { device?: string; address?: string }): string {
  const named = oneLine(device ?? t('unknownDevice'))
  return address === undefined ? named : t('deviceAt', { device: named, address })
}

interface Words {
  subject: string
  paragraphs: string[]
  /** Label of the button, and where it leads if not to the secret path. */
  action?: { label: string; path?: string }
}

type Writer<K extends MailKind> = (data: MailData[K], reader: Reader) => Words

const sessions = () => ({ label: t('toSessions'), path: '/account#sessions' })
/** What was done to an account: the person may have to act. */
function told(told: { subject: string; text: string }, ...more: string[]): Words {
  return {
    subject: told.subject,
    paragraphs: [told.text, ...more, t('notYou')],
    action: { label: t('toAccount'), path: '/account' },
  }
}

const writers: { [K in MailKind]: Writer<K> } = {
  invitation: ({ by, until }, reader) => ({
    subject: t('invitation.subject', { by: oneLine(by) }),
    paragraphs: [
      t('invitation.text', { by: oneLine(by) }),
      t('invitation.until', { until: moment(until, reader) }),
    ],
    action: { label: t('invitation.action') },
  }),
  'password-reset': ({ by, until }, reader) => ({
    subject: t('reset.subject'),
    paragraphs: [
      by === undefined ? t('reset.asked') : t('reset.sent', { by: oneLine(by) }),
      t('reset.until', { until: moment(until, reader) }),
      t('reset.ignore'),
    ],
    action: { label: t('reset.action') },
  }),
  'password-changed': ({ at, by, first, ...place }, reader) => {
    const facts = { at: moment(at, reader), where: where(place), by: oneLine(by ?? '') }
    if (by !== undefined) return told({ subject: t('password.subject'), text: t('password.by', facts) })
    return told({
      subject: first ? t('password.firstSubject') : t('password.subject'),
      text: first ? t('password.first', facts) : t('password.text', facts),
    })
  },
  'new-device': ({ at, ...place }, reader) => ({
    subject: t('device.subject'),
    paragraphs: [t('device.text', { at: moment(at, reader), where: where(place) }), t('device.notYou')],
    action: sessions(),
  }),
  'second-factor-added': ({ at, ...place }, reader) =>
    told({
      subject: t('factor.addedSubject'),
      text: t('factor.added', { at: moment(at, reader), where: where(place) }),
    }),
  'second-factor-removed': ({ at, by, ...place }, reader) => {
    const facts = { at: moment(at, reader), where: where(place), by: oneLine(by ?? '') }
    return told({
      subject: t('factor.removedSubject'),
      text: by === undefined ? t('factor.removed', facts) : t('factor.removedBy', facts),
    })
  },
  'identity-linked': ({ at, provider, ...place }, reader) =>
    told({
      subject: t('identity.subject', { provider: oneLine(provider) }),
      text: t('identity.text', {
        provider: oneLine(provider),
        at: moment(at, reader),
        where: where(place),
      }),
    }),
  test: ({ at }, reader) => ({
    subject: t('test.subject'),
    paragraphs: [t('test.text', { at: moment(at, reader) })],
  }),
}

/** A mail in words. @param secretPath where its button leads, if a token is in that */
export function contentOf<K extends MailKind>(
  { kind, data, secretPath }: { kind: K; data: MailData[K]; secretPath?: string },
  reader: Reader,
): MailContent {
  const site = env().FORMWORK_URL
  const { subject, paragraphs, action } = writers[kind](data, reader)
  const path = action?.path ?? secretPath
  return {
    subject,
    greeting: t('greeting', { name: oneLine(reader.name) }),
    paragraphs,
    action:
      action && path !== undefined
        ? { label: action.label, url: new URL(path, site).href, help: t('linkHelp') }
        : undefined,
    footer: t('footer', { site: new URL(site).host }),
  }
}

/** Whether a kind that was stored is one of ours. */
export function isMailKind(kind: string): kind is MailKind {
  return Object.hasOwn(writers, kind)
}
