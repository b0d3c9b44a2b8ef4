/** What an administrator may know of a group's channel; never its address, which is a key to it. */
export interface ChannelView {
  set: boolean
  /** Of its address: `hooks.slack.com`. */
  host?: string
  /** ISO 8601 in UTC. */
  since?: string
  /** Messages that are still to be sent. */
  waiting: number
  lastSentAt?: string
  /** The newest try failed, at that time. */
  lastError?: { at: string; message: string }
}

/** What the chat said to a message at once. */
export interface ChannelTest {
  sent: boolean
  answer: string
}
