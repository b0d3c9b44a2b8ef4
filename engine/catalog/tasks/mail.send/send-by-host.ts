import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createTransport, type Transporter } from 'nodemailer'
import type { TaskHost } from '#engine/catalog/host.ts'
import type { Letter } from '#engine/catalog/outside-host.ts'
import type { Properties } from './activity.ts'

type Server = Properties & { host: string }

const mostBytes = 20_000_000

/**
 * Hands a letter to a server that the author names, at an address that was judged.
 * @returns its Message-ID
 * @throws Error that says why the server has it not; never with the password
 */
export async function sendByHost(letter: Letter, server: Server, host: TaskHost): Promise<string> {
  const { from, attachments, ...said } = letter
  if (!from) throw new Error('`from` is needed with a `host`')
  const address = await host.network.address(placeOf(server))
  const files = await opened(attachments, host)
  const messageId = idOf(host, from.address)
  const transport = transportTo(address, server)
  try {
    await unlessAborted(host.signal, transport.sendMail({ ...said, from, messageId, attachments: files }))
    return messageId
  } catch (error) {
    throw new Error(`The mail server ${server.host}: ${explain(error, server)}`)
  } finally {
    transport.close()
  }
}

/** The line is let go of by its own limits: nobody waits for that. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(new Error('cancelled'))
    }
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop)
    })
  })
}

const portOf = ({ port, transportStrategy }: Server) => port ?? (transportStrategy === 'SMTPS' ? 465 : 587)

function placeOf(server: Server): string {
  const { host } = server
  const place = `smtp://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}`
  if (!URL.canParse(place) || new URL(place).host !== place.slice('smtp://'.length).toLowerCase())
    throw new Error('`host` is a name or an address, and nothing else')
  return place
}

function transportTo(address: string, server: Server): Transporter {
  const { host, username, password, transportStrategy: strategy, sessionTimeout: silenceMs } = server
  return createTransport({
    host: address,
    port: portOf(server),
    secure: strategy === 'SMTPS',
    requireTLS: strategy === 'SMTP_TLS',
    ignoreTLS: strategy === 'SMTP',
    tls: { servername: host === address ? undefined : host, rejectUnauthorized: server.verifyServerIdentity },
    auth: username === undefined ? undefined : { user: username, pass: password ?? '' },
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

async function opened(attachments: Letter['attachments'], { files }: TaskHost) {
  let bytes = 0
  for (const { uri } of attachments) bytes += await files.size(uri)
  if (bytes > mostBytes)
    throw new Error(`The attachments have ${bytes} bytes, and a mail takes ${mostBytes} at most`)
  return Promise.all(
    attachments.map(async ({ name, uri, contentType, cid }) => ({
      filename: name,
      content: Readable.from(await files.open(uri)),
      contentType,
      cid,
    })),
  )
}

/** Of the attempt: a repeat of it, after a worker that died, is known as the same mail. */
function idOf({ execution, taskRun }: TaskHost, sender: string): string {
  const attempt = JSON.stringify([execution.id, taskRun.id, taskRun.attempt])
  const domain = sender.split('@').at(-1) ?? 'localhost'
  return `<${createHash('sha256').update(attempt).digest('hex').slice(0, 40)}@${domain}>`
}

function explain(error: unknown, { password }: Server): string {
  const said = error instanceof Error ? error.message : String(error)
  const hidden = password ? said.replaceAll(password, '********') : said
  return hidden
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500)
}
