import { hex, sha256 } from '#engine/evidence/audit-hash.ts'
import type { Content, Entry } from '#engine/evidence/pack.ts'
import { canonicalJson } from '#engine/flow/canonical.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Prisma, Tx } from '#server/db.ts'
import { flowOf } from '#server/flows/compiled.ts'
import { languages, type Language } from '#server/languages/languages.ts'
import { answersOf, writeOut } from '#server/requests/shown-value.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

const select = {
  id: true,
  number: true,
  title: true,
  outcome: true,
  round: true,
  namespace: true,
  flowId: true,
  requesterId: true,
  createdAt: true,
  closedAt: true,
  closedById: true,
  closeReason: true,
  appId: true,
  appRevision: true,
  executions: {
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      flowId: true,
      namespace: true,
      flowRevision: true,
      state: true,
      inputs: true,
      rounds: true,
      createdAt: true,
      endedAt: true,
    },
  },
} as const satisfies Prisma.RequestSelect

type Row = Prisma.RequestGetPayload<{ select: typeof select }>

/** The request, the sources that it went by, and what was filled in. */
export async function requestOf(tx: Tx, requestId: string): Promise<{ entries: Entry[]; row: Row }> {
  const row = await tx.request.findUniqueOrThrow({ where: { id: requestId }, select })
  const { appId, appRevision, executions, createdAt, closedAt, ...said } = row
  const content: Content<'request'> = {
    ...said,
    createdAt: createdAt.toISOString(),
    closedAt: iso(closedAt),
    executions: executions.map(({ id, flowRevision, state, ...times }) => ({
      id,
      flowRevision,
      state,
      createdAt: times.createdAt.toISOString(),
      endedAt: iso(times.endedAt),
    })),
  }
  const app = appId === null || appRevision === null ? [] : await appOf(tx, appId, appRevision)
  return {
    row,
    entries: [{ kind: 'request', id: row.id, content }, ...(await flowsOf(tx, executions)), ...app],
  }
}

const hashOfText = (text: string) => hex(sha256(text))

/** Each revision once, with the answers of each execution to it. */
async function flowsOf(tx: Tx, executions: Row['executions']): Promise<Entry[]> {
  const entries: Entry[] = []
  const known = new Set<string>()
  for (const execution of executions) {
    const { namespace, flowId, flowRevision: revision } = execution
    const key = { namespace, flowId, revision }
    const row = await tx.flowRevision.findUniqueOrThrow({ where: { namespace_flowId_revision: key } })
    const { source, createdAt, createdById: publishedById } = row
    const id = `${namespace}/${flowId}/${revision}`
    if (!known.has(id)) {
      const published = { revision, publishedAt: createdAt.toISOString(), publishedById }
      const text = { written: true, source, sha256: hashOfText(source) }
      entries.push({ kind: 'flow', id, content: { namespace, id: flowId, ...published, ...text } })
      known.add(id)
    }
    entries.push(...(await answersTo(tx, flowOf(row.compiled), execution)))
  }
  return entries
}

/** Those of each round, as they are read in each language of the interface; instants in UTC, secrets hidden. */
async function answersTo(
  tx: Tx,
  flow: ReturnType<typeof flowOf>,
  { id: executionId, inputs, rounds }: Row['executions'][number],
): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const [index, given] of [...(rounds as JsonObject[]), inputs as JsonObject].entries()) {
    const round = index + 1
    const values: Content<'answers'>['values'] = {}
    for (const language of Object.keys(languages) as Language[]) {
      const reader = { language, timeZone: 'UTC' }
      const shown = await writeOut(tx, answersOf(flow, { values: given, reader }), reader)
      values[language] = shown.map((value) => ({ ...value }))
    }
    entries.push({ kind: 'answers', id: `${executionId}/${round}`, content: { executionId, round, values } })
  }
  return entries
}

/** The app's revision; one that nobody wrote is told by what the product made of it. */
async function appOf(tx: Tx, appId: string, revision: number): Promise<Entry[]> {
  const row = await tx.appRevision.findUnique({
    where: { appId_revision: { appId, revision } },
    include: { app: { select: { slug: true, namespace: true, displayName: true } } },
  })
  if (!row) return []
  const source = row.source ?? canonicalJson(row.compiled)
  const text = { written: row.source !== null, source, sha256: hashOfText(source) }
  const published = { revision, publishedAt: row.createdAt.toISOString(), publishedById: row.createdById }
  return [{ kind: 'app', id: appId, content: { ...row.app, id: appId, ...published, ...text } }]
}
