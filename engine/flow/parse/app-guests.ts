import type { App } from '../app.ts'
import { allTasks } from '../find-task.ts'
import type { Json, Task } from '../flow.ts'
import type { KnownFlow } from './parse-app.ts'
import type { Report } from './report.ts'
import { descend, type Mapping } from './tree.ts'

/**
 * A flow that asks who the requester is needs guests who have shown it: else anybody would type another's address, and decide on
 * their own request.
 */
export function checkGuests(
  report: Report,
  { root, app, known }: { root: Mapping; app: App; known: readonly KnownFlow[] },
): void {
  const { type, guest } = app.access
  if (type !== 'PUBLIC' || guest === 'VERIFIED_EMAIL') return
  for (const flow of known) {
    const found = [...allTasks(flow)].flatMap((task) => reasonOf(task) ?? [])[0]
    if (found === undefined) continue
    const path = ['access']
    report.add(
      'guest-unknown',
      `The flow ${found}: guests have to confirm their mail address, \`access.guest: VERIFIED_EMAIL\``,
      { path, offset: descend(root, path).offset },
    )
    return
  }
}

function reasonOf({ id, properties }: Task): string | undefined {
  const { rules, decisions } = properties
  if (mapOf(rules).notRequester) return `keeps the requester from deciding in \`${id}\``
  // wherever people are named: as deciders, in a row of the matrix, or when it is due
  if (/"managerOf":"[^"]*requester/.test(JSON.stringify(properties)))
    return `asks the requester's manager in \`${id}\``
  if (mapOf(decisions).sendBack) return `may send the request back in \`${id}\``
  return undefined
}

function mapOf(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
