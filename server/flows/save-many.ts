import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { AppError, type ErrorDetail } from '#server/errors.ts'
import { demand, isWithin } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { compile } from './compile.ts'
import { deleteIn } from './delete-flow.ts'
import { withKey } from '#engine/flow/parse/edit-source.ts'
import { saveIn, type SavedFlow } from './save-flow.ts'

export interface SaveMany {
  /** Every flow must be of this namespace. */
  namespace?: string
  /** Namespaces below it are right too. */
  withChildren?: boolean
  /** Flows of the namespace that are not among the sources are deleted. */
  deleteOthers?: boolean
  /** The sources are put into `namespace`, whatever they say. */
  override?: boolean
}

interface Read {
  flow: Flow
  source: string
}

/** Milliseconds: a namespace may have hundreds of flows. */
const patience = { maxWait: 10_000, timeout: 60_000 }

/**
 * Publishes several sources at once, all or none, in the order given.
 * @throws AppError `invalid` with every problem of every source, its path behind the source's index; `forbidden`, `conflict`
 */
export async function saveMany(
  actor: Actor,
  sources: readonly string[],
  options: SaveMany = {},
): Promise<SavedFlow[]> {
  const flows = await readAll(sources, options)
  const namespaces = new Set(flows.map(({ flow }) => flow.namespace))
  for (const namespace of namespaces) demand(actor, 'flow:write', { namespace })
  const scope = options.deleteOthers === true ? options.namespace : undefined
  if (scope !== undefined) demand(actor, 'flow:delete', { namespace: scope })
  // Locks are taken in one order, whatever order the sources come in.
  const byName = [...flows].sort((a, b) => (nameOf(a.flow) < nameOf(b.flow) ? -1 : 1))
  return transaction(async (tx) => {
    const saved = new Map<string, SavedFlow>()
    for (const one of byName) saved.set(nameOf(one.flow), await saveIn(tx, actor, one))
    if (scope !== undefined) {
      const below = options.withChildren === true ? [{ namespace: { startsWith: `${scope}.` } }] : []
      const rows = await tx.flow.findMany({
        where: { deleted: false, OR: [{ namespace: scope }, ...below] },
        select: { namespace: true, id: true },
        orderBy: [{ namespace: 'asc' }, { id: 'asc' }],
      })
      for (const row of rows) if (!saved.has(nameOf(row))) await deleteIn(tx, actor, row)
    }
    return flows.flatMap(({ flow }) => saved.get(nameOf(flow)) ?? [])
  }, patience)
}

function nameOf({ namespace, id }: { namespace: string; id: string }): string {
  return `${namespace}/${id}`
}

async function readAll(
  sources: readonly string[],
  { namespace, withChildren, override }: SaveMany,
): Promise<Read[]> {
  const details: ErrorDetail[] = []
  const read: Read[] = []
  const seen = new Set<string>()
  for (const [index, given] of sources.entries()) {
    const source =
      (override === true && namespace !== undefined && withKey(given, 'namespace', namespace)) || given
    const { flow, problems } = await compile(source)
    details.push(...problems.map((problem) => ({ ...problem, path: `[${index}].${problem.path}` })))
    if (!flow) continue
    const isOutside =
      namespace !== undefined &&
      flow.namespace !== namespace &&
      !(withChildren === true && isWithin(flow.namespace, namespace))
    if (isOutside) {
      const message = `Illegal flow namespace [${flow.namespace}]: must be ${namespace}`
      details.push({ path: `[${index}].namespace`, message })
    }
    if (seen.has(nameOf(flow)))
      details.push({ path: `[${index}].id`, message: `Duplicate flow id [${flow.id}]` })
    seen.add(nameOf(flow))
    read.push({ flow, source })
  }
  if (details.length > 0)
    throw new AppError('invalid', details[0]?.message ?? 'The flows cannot be read.', { details })
  return read
}
