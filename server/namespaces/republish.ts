import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { AppError, type ErrorDetail } from '#server/errors.ts'
import { compileWith } from '#server/flows/compile-with.ts'
import { flowOf, stored } from '#server/flows/compiled.ts'
import { saveIn } from '#server/flows/save-flow.ts'
import { readSurroundings } from '#server/flows/surroundings.ts'
import { globalNamespace } from './defaults.ts'

interface Row {
  namespace: string
  id: string
  source: string
  compiled: unknown
}

/** More flows than that are not read anew in one call. */
const most = 5000

/**
 * Publishes flows of a namespace and below it again whose tasks or triggers come to something else with the defaults that hold
 * now: a revision never changes, so each gets a new one, of the same source.
 * @throws AppError `invalid` with every flow that would be wrong, `too-large`
 */
export async function republish(tx: Tx, actor: Actor, namespace: string): Promise<void> {
  const where =
    namespace === globalNamespace
      ? Prisma.sql`TRUE`
      : Prisma.sql`(f.namespace = ${namespace} OR starts_with(f.namespace, ${`${namespace}.`}))`
  const rows = await tx.$queryRaw<Row[]>`
    SELECT f.namespace, f.id, r.source, r.compiled FROM "Flow" f
    JOIN "FlowRevision" r ON r.namespace = f.namespace AND r."flowId" = f.id AND r.revision = f.revision
    WHERE NOT f.deleted AND ${where} ORDER BY f.namespace, f.id LIMIT ${most + 1}`
  if (rows.length > most)
    throw new AppError(
      'too-large',
      `More than ${most} flows would have to be read anew: set the defaults in a namespace with fewer.`,
    )
  const present = await readSurroundings(tx)
  const details: ErrorDetail[] = []
  const changed: { flow: Flow; source: string }[] = []
  for (const { namespace: at, id, source, compiled } of rows) {
    const { flow, problems } = compileWith(source, present)
    details.push(...problems.map((one) => ({ path: `${at}.${id}: ${one.path}`, message: one.message })))
    if (flow && textOf(flow) !== textOf(flowOf(compiled))) changed.push({ flow, source })
  }
  if (details.length > 0)
    throw new AppError(
      'invalid',
      `With these defaults a flow would be wrong: ${details[0]?.path ?? ''}: ${details[0]?.message ?? ''}`,
      {
        details: details.slice(0, 100),
      },
    )
  for (const one of changed) await saveIn(tx, actor, { ...one, options: { recompiled: true } })
}

/** The revision is counted anew. */
function textOf(flow: Flow): string {
  return JSON.stringify(stored({ ...flow, revision: 0 }))
}
