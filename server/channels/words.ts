import { createFormatter, createTranslator } from 'next-intl'
import type { JsonObject } from '#engine/flow/flow.ts'
import german from '#messages/de.json'
import english from '#messages/en.json'
import { env } from '#server/env.ts'
import { localeFor, type Language } from '#server/languages/languages.ts'

const translators = {
  en: createTranslator({ locale: localeFor('en'), messages: english, namespace: 'channel' }),
  de: createTranslator({ locale: 'de', messages: german, namespace: 'channel' }),
}

/** A decision that waits for a group. */
export interface Asked {
  approvalId: string
  group: string
  title: string
  number?: string
  requester?: string
  dueAt?: Date
  /** It was changed and sent again. */
  again: boolean
}

/** What a channel is told of it. The button opens the inbox, where it is decided by who signs in: no address decides. */
export function askedMessage(asked: Asked, language: Language): JsonObject {
  const t = translators[language]
  const url = new URL(`/inbox?id=${encodeURIComponent(asked.approvalId)}`, env().FORMWORK_URL).href
  const [title, group] = [oneLine(asked.title), oneLine(asked.group)]
  const sentence = t(asked.again ? 'again' : 'waiting', { group })
  const facts = [
    asked.number,
    asked.requester === undefined ? undefined : t('by', { name: oneLine(asked.requester) }),
    asked.dueAt && t('due', { at: moment(asked.dueAt, language) }),
  ].filter((fact) => fact !== undefined)
  return {
    // of a chat that knows no blocks it is all there is, and what a notification says
    text: `${inMarks(sentence)} <${url}|${inMarks(title)}>`,
    unfurl_links: false,
    blocks: [
      // as plain texts, so that nobody's title calls a whole channel
      { type: 'section', text: plain(`${sentence} ${title}`) },
      ...(facts.length > 0 ? [{ type: 'context', elements: [plain(facts.join(' · '))] }] : []),
      { type: 'actions', elements: [{ type: 'button', text: plain(t('open')), url }] },
    ],
  }
}

/** What a channel is told to see whether it hears. */
export function testMessage(group: string, language: Language): JsonObject {
  const text = translators[language]('test', { group: oneLine(group) })
  return { text: inMarks(text), blocks: [{ type: 'section', text: plain(text) }] }
}

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false })

/** Other people's texts begin no line of their own. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200)
}

/** As a text with marks: what is a mark to Slack, or calls somebody in its relatives, is none. */
function inMarks(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('|', '¦')
    .replaceAll('@', '@\u200b')
}

function moment(at: Date, language: Language): string {
  const timeZone = env().FORMWORK_TIMEZONE
  const format = createFormatter({ locale: localeFor(language), timeZone })
  return `${format.dateTime(at, { dateStyle: 'long', timeStyle: 'short' })} (${timeZone})`
}
