import pino, { type Logger } from 'pino'
import { env } from './env.ts'

let logger: Logger | undefined

/** The log of this process: JSON lines on standard output. Never give it bodies, headers or whole requests. */
export function log(): Logger {
  logger ??= pino({ level: env().LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime })
  return logger
}
