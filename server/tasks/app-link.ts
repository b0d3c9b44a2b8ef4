import type { Json } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { lineOf } from '#server/namespaces/line.ts'
import { env } from '#server/env.ts'

/**
 * `appLink()`: the address of the request that an execution belongs to; `appLink("id")`: of an app.
 * @throws Error where there is none
 */
export async function appLink(
  owner: { executionId: string; namespace: string },
  args: readonly Json[],
): Promise<string> {
  const [app] = args
  const base = env().FORMWORK_URL.replace(/\/$/, '')
  if (app === undefined || app === null) {
    const row = await db.execution.findUnique({
      where: { id: owner.executionId },
      select: { requestId: true },
    })
    if (!row?.requestId) throw new Error('appLink(): this execution belongs to no request.')
    return `${base}/requests/${row.requestId}`
  }
  if (typeof app !== 'string' || args.length > 1)
    throw new Error('appLink() takes the id of an app as a text.')
  const found = await db.app.findFirst({
    where: { slug: app, namespace: { in: lineOf(owner.namespace) }, deleted: false },
    select: { id: true },
  })
  if (!found) throw new Error(`appLink(): there is no app \`${app}\`.`)
  return `${base}/apps/${encodeURIComponent(found.id)}`
}
