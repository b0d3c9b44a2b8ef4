import type { App } from '#engine/flow/app.ts'
import type { Flow } from '#engine/flow/flow.ts'
import { locate } from '#engine/flow/parse/locate.ts'
import { parseApp } from '#engine/flow/parse/parse-app.ts'
import type { Note, Problem } from '#engine/flow/problem.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { loadFlow, namedRevision } from '#server/flows/load-flow.ts'
import { mayUse } from '#server/namespaces/access.ts'
import { can } from '#server/people/can.ts'

export interface ReadApp {
  /** Only where there is no problem. */
  app?: App
  problems: Problem[]
  notes: Note[]
  /** By namespace, a slash and the id: the revision that the app uses. A flow that is not there is a warning. */
  flows: ReadonlyMap<string, Flow>
}

type Found = Omit<Problem, 'line' | 'column'>

/**
 * Reads a source, and looks up what it names where the actor may write it: to others nothing is told of what there is.
 * Whether they may is asked by who saves it.
 */
export async function readApp(actor: Actor, source: string): Promise<ReadApp> {
  const first = parseApp(source, vocabulary)
  if (!first.app || !can(actor, 'app:write', { namespace: first.app.namespace }))
    return { ...first, flows: new Map() }
  const { flows, problems: wrong, missing } = await flowsOf(first.app)
  const { app, problems, notes } = parseApp(source, vocabulary, flows)
  const more = [...wrong, ...(await executionProblem(actor, first.app))].map((one) => placed(source, one))
  const warnings = [...missing, ...(await groupWarnings(first.app))].map((one): Note => ({
    kind: 'warning',
    ...placed(source, one),
  }))
  const all = [...problems, ...more]
  return { ...(all.length === 0 && app ? { app } : {}), problems: all, notes: [...notes, ...warnings], flows }
}

function placed<T extends { path: string }>(source: string, found: T): T & { line: number; column: number } {
  return { ...found, ...(locate(source, found.path) ?? { line: 1, column: 1 }) }
}

interface Flows {
  flows: Map<string, Flow>
  problems: Found[]
  missing: Omit<Found, 'code'>[]
}

async function flowsOf(app: App): Promise<Flows> {
  const rows = await db.flow.findMany({
    where: { deleted: false, OR: app.flows.map(({ namespace, flowId }) => ({ namespace, id: flowId })) },
    select: { namespace: true, id: true, revision: true },
  })
  const found: Flows = { flows: new Map(), problems: [], missing: [] }
  for (const [index, { namespace, flowId, flowRevision }] of app.flows.entries()) {
    const path = app.flows.length > 1 ? `flows[${index}].flowId` : 'flowId'
    const row = rows.find((one) => one.namespace === namespace && one.id === flowId)
    if (!(await mayUse(app.namespace, namespace))) {
      const message = `An app of \`${app.namespace}\` may not start flows of \`${namespace}\`: allow it there with \`allowedNamespaces\``
      found.problems.push({ code: 'not-allowed', message, path })
    } else if (!row) {
      const message = `There is no flow \`${flowId}\` in \`${namespace}\`: the app is not available until there is`
      found.missing.push({ message, path })
    } else {
      const flow =
        flowRevision === undefined
          ? await loadFlow(namespace, flowId, row.revision)
          : await namedRevision(namespace, flowId, flowRevision)
      const at = path.replace('flowId', 'flowRevision')
      const message = `The flow \`${flowId}\` has no revision ${String(flowRevision)}; the newest is ${row.revision}`
      if (flow) found.flows.set(`${namespace}/${flowId}`, flow)
      else found.problems.push({ code: 'unknown-revision', message, path: at })
    }
  }
  return found
}

/** Everybody who may use the app sees this execution, so its author must. */
async function executionProblem(actor: Actor, app: App): Promise<Found[]> {
  if (app.executionId === undefined) return []
  const [{ namespace, flowId }] = app.flows
  const row = await db.execution.findUnique({
    where: { id: app.executionId },
    select: { namespace: true, flowId: true },
  })
  // one that is not there may have been purged, and its source comes from elsewhere: the app is not available then
  if (!row) return []
  const isIts = row.namespace === namespace && row.flowId === flowId
  if (isIts && can(actor, 'execution:read', { namespace })) return []
  const message = `The flow \`${flowId}\` has no execution \`${app.executionId}\`, or you may not see it`
  return [{ code: 'unknown-execution', message, path: 'executionId' }]
}

async function groupWarnings({ access, resume }: App): Promise<Omit<Found, 'code'>[]> {
  const lists = [
    { path: 'access', slugs: access.groups },
    { path: 'resume', slugs: resume?.groups ?? [] },
  ]
  const slugs = lists.flatMap((list) => list.slugs)
  if (slugs.length === 0) return []
  const rows = await db.group.findMany({ where: { slug: { in: slugs } }, select: { slug: true } })
  const known = new Set(rows.map(({ slug }) => slug))
  return lists.flatMap(({ path, slugs: own }) =>
    own.flatMap((slug, index) =>
      known.has(slug)
        ? []
        : [{ path: `${path}.groups[${index}]`, message: `There is no group \`${slug}\` yet` }],
    ),
  )
}
