import { randomBytes } from 'node:crypto'

/** What the id of an execution looks like. It has a capital, which no namespace has, so that an address tells the two apart. */
export const executionIdForm = /^(?=.*[A-Z])[a-zA-Z0-9][\w-]{21}$/

/** A new execution's id: 22 letters that are safe in URLs, 128 random bits. The first is no sign, so that command lines take it. */
export function newExecutionId(): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url')
    if (executionIdForm.test(id)) return id
  }
}
