/**
 * Every number that keeps a run inside of what Temporal carries; tests/bench/limits shows what happens without them.
 * A changed number changes the order of commands: it is kept for the states of an older `semantics`.
 */
export const limits = {
  /** A slice of local activities ends at whichever comes first. */
  sliceCalls: 64,
  sliceBytes: 256 * 1024,
  sliceMs: 250,
  localTimeoutMs: 2_000,
  localAttempts: 2,
  /** The server refuses more than 2,000 pending for one run. */
  activitiesInFlight: 500,
  /** Waiting to be stored: above, the shell begins nothing new. */
  factsWaiting: 500,
  factBytesWaiting: 256 * 1024,
  /** Of one progress batch, below the 2 MB of one payload. */
  batchBytes: 512 * 1024,
  /** Where a run continues as new. */
  events: 2_000,
  bytes: 1024 * 1024,
  /** As far as it is put off while a long activity runs. */
  eventsAtMost: 20_000,
  bytesAtMost: 16 * 1024 * 1024,
  longActivityMs: 60_000,
  /** A longer wait with nothing else going on begins with a fresh history. */
  longWaitMs: 600_000,
  /** A larger state is loaded from Postgres instead of travelling. */
  inputBytes: 768 * 1024,
  /** A smaller flow travels with the input. */
  inlineFlowBytes: 32 * 1024,
  /** More data than this in one execution ends it. */
  stateBytes: 8 * 1024 * 1024,
  heartbeatTimeoutMs: 12_000,
  /** Of an attempt without a time-out of its own. */
  attemptTimeoutMs: 24 * 3_600_000,
  /** What an activity has beyond the time in which it should have ended of itself. */
  endGraceMs: 30_000,
} as const

export type Limits = { readonly [K in keyof typeof limits]: number }
