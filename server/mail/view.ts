/** How mail is sent, and what became of it lately. Instants are ISO 8601 in UTC. */
export interface MailState {
  /** Absent: no mail server is set, and nothing is sent. The password is never told. */
  server?: {
    host: string
    port: number
    /** `smtps`: TLS from the first byte; `smtp`: by STARTTLS where the server offers it. */
    protocol: 'smtp' | 'smtps'
    /** Whether it is signed in to. */
    account: boolean
  }
  /** `Formwork <formwork@example.com>` */
  sender?: string
  /** Mails that are still to be sent, those of flows too. */
  waiting: number
  /** When the last one went out. */
  lastSentAt?: string
  /** The newest that was not sent, with what the server said. */
  lastError?: {
    at: string
    /** `letter`: a task of a flow wrote it. */
    kind: string
    message: string
    again: boolean
    /** Of a letter: the run that wrote it. */
    executionId?: string
  }
}

export interface MailTest {
  sent: boolean
  /** Where it went, or should have gone. */
  to: string
  /** What the mail server answered, or why it could not be asked. */
  answer: string
}
