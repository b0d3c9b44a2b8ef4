/** The mail server that the operator named. */
export interface SmtpServer {
  host: string
  port: number
  /** TLS from the first byte; else by STARTTLS where the server offers it. */
  secure: boolean
  user?: string
  password?: string
}

/** Whom mails come from. */
export interface Sender {
  name: string
  address: string
}

const ports: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 }

/** Reads `smtp://user:password@host:port`. @returns the server, or what is wrong in words that do not repeat the text */
export function readSmtpUrl(text: string): SmtpServer | string {
  if (!URL.canParse(text)) return 'must be smtp://user:password@host:port'
  const url = new URL(text)
  const port = ports[url.protocol]
  if (port === undefined) return 'must begin with smtp:// or smtps://'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (host === '') return 'names no host'
  if ((url.pathname !== '' && url.pathname !== '/') || url.search !== '' || url.hash !== '')
    return 'ends after the port: nothing behind it has a meaning'
  try {
    return {
      host,
      port: url.port === '' ? port : Number(url.port),
      secure: url.protocol === 'smtps:',
      ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
      ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    }
  } catch {
    return 'has a % in user or password that is no escape: write %25'
  }
}

const plainAddress = /^[^\s<>@",;:]+@[^\s<>@",;:]+$/
const namedAddress = /^(.*?)\s*<([^<>]+)>$/

/** Reads `Name <address>`, or an address alone. @returns the sender, or what is wrong */
export function readSender(text: string): Sender | string {
  const [, name = '', address = text] = namedAddress.exec(text) ?? []
  if (!plainAddress.test(address) || /[<>\p{Cc}]/u.test(name))
    return 'must be a mail address, or Name <address>'
  return { name: name.replace(/^"(.*)"$/, '$1') || 'Formwork', address }
}
