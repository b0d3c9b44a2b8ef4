import type { JsonObject } from '#engine/flow/flow.ts'
import type { Statement } from './sql-text.ts'

/** For types that speak a protocol of their own. */
export interface NetworkHost {
  /**
   * The IP address to connect to for an address such as `postgresql://reader@db.example.com:5432/shop`, judged like one of the
   * web: private and local ones are refused unless a setting allows them. Connect to exactly it.
   * @throws Error for a refused host, and one that nobody knows
   */
  address(url: string): Promise<string>
}

/** Databases of others, each at an address that is judged like one of the web. */
export interface DatabaseHost {
  /**
   * A line to a PostgreSQL for as long as `work` lasts. A task that is cancelled cancels what the server does for it.
   * @throws Error with what the server says, never with the password
   */
  postgres<T>(place: PostgresPlace, work: (session: PostgresSession) => Promise<T>): Promise<T>
}

export interface PostgresPlace {
  /** `jdbc:postgresql://…` or `postgresql://…`; what is given beside it prevails. */
  url: string
  username?: string
  password?: string
  /** Undefined: UTC. */
  timeZoneId?: string
  sslMode?: string
  /** PEM. */
  sslRootCert?: string
}

export interface PostgresSession {
  /** A plain command: BEGIN, COMMIT. */
  say(text: string): Promise<void>
  /**
   * Runs a statement. Its rows come as they are read, and the server is held back while `most` of them wait.
   * @returns whether it is one that has rows
   */
  rows(statement: Statement, most: number): AsyncGenerator<JsonObject, boolean>
}

/** The mail server that the operator named. */
export interface MailHost {
  /**
   * Keeps a letter for the worker, which hands it over: once for each attempt of a task, however often the attempt is repeated.
   * @returns its id, and whether a mail server is set; without one it waits for three days
   */
  post(letter: Letter): Promise<{ id: string; hasServer: boolean }>
}

export interface MailAddress {
  name: string
  address: string
}

/** A mail that a task writes. Its sender is the operator's, `from` is who gets the answers. */
export interface Letter {
  from?: MailAddress
  to: MailAddress[]
  cc: MailAddress[]
  subject: string
  text?: string
  html?: string
  /** Addresses of files that the execution may read. */
  attachments: LetterFile[]
}

export interface LetterFile {
  name: string
  uri: string
  contentType?: string
  /** Name by which the HTML shows it: `<img src="cid:logo">`. */
  cid?: string
}
