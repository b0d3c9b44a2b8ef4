import { randomBytes } from 'node:crypto'

/** A new execution's id: 22 letters that are safe in URLs, 128 random bits. The first is no sign, so that command lines take it. */
export function newExecutionId(): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url')
    if (/^[a-zA-Z0-9]/.test(id)) return id
  }
}
