import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { until } from './until.ts'

/** A letter as the mail server got it. */
export interface Received {
  /** Of the envelope: where it really went. */
  to: string[]
  /** As it came over the line. */
  source: string
  mail: ParsedMail
}

/** A mail server of the test's own, and all that it took. */
export interface Mailbox {
  port: number
  received: Received[]
  /** Waits for a letter to somebody with this in its subject. */
  letter(to: string, subject: string): Promise<Received>
  stop(): Promise<void>
}

/** Starts a mail server on this machine. `port` 0: a free one. */
export async function openMailbox(port = 0, options: SMTPServerOptions = {}): Promise<Mailbox> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    closeTimeout: 500,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const source = Buffer.concat(chunks)
        const to = session.envelope.rcptTo.map(({ address }) => address)
        simpleParser(source).then((mail) => {
          received.push({ to, source: source.toString('utf8'), mail })
          done()
        }, done)
      })
    },
    ...options,
  })
  // a client that goes away is no failure of the test
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve()
    })
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    letter: (to, subject) =>
      until(
        () => received.find((one) => one.to.includes(to) && one.mail.subject?.includes(subject)),
        `a letter to ${to}: ${subject}`,
      ),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
      }),
  }
}

/** Names a mail server to the product in this process; to be called before its settings are read. */
export function setMailServer(url: string, from = 'forms@formwork.example'): void {
  Object.assign(process.env, { FORMWORK_SMTP_URL: url, FORMWORK_MAIL_FROM: from })
}

/** Path of the link in a letter that sets a password. */
export function linkIn({ mail }: Received): string {
  return /\/password\/[\w-]+/.exec(mail.text ?? '')?.[0] ?? ''
}
