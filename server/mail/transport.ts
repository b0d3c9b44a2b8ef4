import type { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { isLoopback } from '#server/people/address.ts'
import type { SmtpServer } from './read-settings.ts'
import type { MailSettings } from './settings.ts'

/** A mail as it leaves. */
export interface Letter {
  /** Local part of the Message-ID: the same at every try. */
  id: string
  to: Address[]
  cc?: Address[]
  /** Addresses of those who have not got it yet; absent: nobody has. */
  only?: string[]
  /** Who gets the answers. */
  replyTo?: Address
  subject: string
  text?: string
  html?: string
  /** Address to which a mail program may post, so that no more of these come. */
  off?: string
  attachments?: { filename: string; content: Readable; contentType?: string; cid?: string }[]
}

interface Address {
  name: string
  address: string
}

export type Delivery =
  | { outcome: 'sent'; answer: string; left?: Left[]; note?: string }
  /** The server takes this letter at no time: `refused`. It may take it later: `failed`. */
  | { outcome: 'refused' | 'failed'; error: string }

/** One of several for whom the server did not take a letter that it took for others. */
export interface Left {
  address: string
  error: string
  forGood: boolean
}

interface Patience {
  connectMs: number
  /** Without a word from the server. */
  silenceMs: number
}

/** Of the worker. */
export const inBackground: Patience = { connectMs: 10_000, silenceMs: 30_000 }
/** While somebody waits for the answer. */
export const atOnce: Patience = { connectMs: 3_000, silenceMs: 4_000 }

/**
 * Hands a letter to the mail server. The guard that keeps flows from private addresses does not stand here: nobody but the
 * operator names this host, and it is often a private one.
 */
export async function deliver(
  { server, from }: MailSettings,
  { id, to, cc = [], only, off, ...letter }: Letter,
  { patience, domain }: { patience: Patience; domain: string },
): Promise<Delivery> {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.secure,
    auth: server.user === undefined ? undefined : { user: server.user, pass: server.password ?? '' },
    // a password is not said over an open line that leaves this machine; on it nobody has a certificate
    requireTLS: server.user !== undefined && !isHere(server.host),
    ignoreTLS: isHere(server.host),
    connectionTimeout: patience.connectMs,
    dnsTimeout: patience.connectMs,
    greetingTimeout: patience.silenceMs,
    socketTimeout: patience.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const taken: { response: string; rejectedErrors?: Said[] } = await transport.sendMail({
      ...letter,
      from,
      to,
      cc,
      envelope: { from: from.address, to: only ?? [...to, ...cc].map(({ address }) => address) },
      messageId: `<${id}@${domain}>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        ...(off === undefined
          ? {}
          : { 'List-Unsubscribe': `<${off}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      },
    })
    const left = taken.rejectedErrors?.map((error) => ({
      address: error.recipient ?? '',
      error: cleaned(error.message, server.password),
      forGood: isForGood(error),
    }))
    return { outcome: 'sent', answer: cleaned(taken.response, server.password), left }
  } catch (error) {
    return { outcome: isForGood(error) ? 'refused' : 'failed', error: explain(error, server) }
  } finally {
    transport.close()
  }
}

function isHere(host: string): boolean {
  return host === 'localhost' || isLoopback(host)
}

/** What the library's errors tell, beyond its types. */
interface Said {
  message: string
  responseCode?: number
  command?: string
  recipient?: string
  /** Of each of several. */
  rejectedErrors?: Said[]
}

/** Only what the server says of this recipient or text: a wrong password or sender is the operator's to mend, and then it goes. */
function isForGood(error: unknown): boolean {
  const { responseCode = 0, command = '', rejectedErrors = [] } = error as Said
  // of several none was taken: what is said of the last one is not said of all
  if (rejectedErrors.length > 0) return rejectedErrors.every(isForGood)
  return responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
}

/** What happened in words, then what the server or the system said. */
function explain(error: unknown, { host, port, password }: SmtpServer): string {
  const said = error instanceof Error ? error.message : String(error)
  const place = `${host}, port ${port}`
  const { code } = error as { code?: string }
  const words: [RegExp, string][] = [
    [/ECONNREFUSED/, `Nothing listens at ${place}`],
    [/ENOTFOUND|EAI_AGAIN|EDNS/, `Nobody knows the host ${host}`],
    [/EHOSTUNREACH|ENETUNREACH/, `There is no way to ${place}`],
    [/ETIMEDOUT|timeout/i, `No answer from ${place} in time`],
    [/EAUTH/, 'The server does not take the user and the password of the settings'],
    [/ETLS|certificate|SSL|WRONG_VERSION_NUMBER/i, `No encrypted line to ${place} came about`],
    [/EENVELOPE|EMESSAGE/, 'The server does not take this mail'],
    [/./, `The line to ${place} broke`],
  ]
  const [, what = ''] = words.find(([mark]) => mark.test(`${code ?? ''} ${said}`)) ?? []
  return cleaned(what === '' ? said : `${what}: ${said}`, password)
}

/** What the server says is anybody's text. */
function cleaned(text: string, password: string | undefined): string {
  const hidden = password ? text.replaceAll(password, '********') : text
  return hidden
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500)
}
