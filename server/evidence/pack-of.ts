import type { Content, Entry, Pack } from '#engine/evidence/pack.ts'
import { writePack } from '#engine/evidence/write-pack.ts'
import type { Actor } from '#server/actor.ts'
import { auditRead } from '#server/audit/sensitive.ts'
import { db, Prisma, type Tx } from '#server/db.ts'
import { env } from '#server/env.ts'
import { demand } from '#server/people/can.ts'
import { findRequest } from '#server/requests/find-request.ts'
import { subjectOf } from '#server/requests/relations.ts'
import { approvalsOf } from './approvals.ts'
import { chainsOf, checkpointsOf } from './chains.ts'
import { requestOf } from './request.ts'
import { signEvidence } from './sign.ts'

/** Milliseconds: a checkpoint may cover thousands of entries. */
const patience = { maxWait: 10_000, timeout: 60_000 }

/**
 * All that proves how a request was decided, in one view of the database, signed. That somebody took it out is an entry of the
 * audit, and the last one in the pack.
 * @throws AppError `not-found`, `forbidden`
 */
export async function packOf(actor: Actor, requestId: string): Promise<Pack> {
  const request = await findRequest(actor, requestId)
  demand(actor, 'evidence:export', await subjectOf(request))
  await auditRead(actor, 'evidence:export', { subjectType: 'request', subjectId: requestId })
  const entries = await db.$transaction((tx) => entriesOf(tx, requestId), {
    ...patience,
    isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
  })
  const header = {
    exportedAt: new Date().toISOString(),
    exportedBy: { id: actor.id, name: actor.name },
    origin: env().FORMWORK_URL.replace(/\/$/, ''),
  }
  return writePack(header, entries, signEvidence)
}

async function entriesOf(tx: Tx, requestId: string): Promise<Entry[]> {
  const { entries, row } = await requestOf(tx, requestId)
  const executionIds = row.executions.map(({ id }) => id)
  const approvals = await approvalsOf(tx, executionIds)
  const chains = await chainsOf(tx, [
    { subjectType: 'request', subjectId: requestId },
    ...executionIds.map((subjectId) => ({ subjectType: 'execution', subjectId })),
    ...approvals.flatMap(({ kind, id }) =>
      kind === 'approval' ? [{ subjectType: 'approval', subjectId: id }] : [],
    ),
  ])
  const told = chains.map((content): Entry => ({
    kind: 'chain',
    id: `${content.subjectType} ${content.subjectId}`,
    content,
  }))
  const files = await filesOf(tx, [...entries, ...approvals])
  const checkpoints = await checkpointsOf(tx, chains)
  const people = await peopleIn(tx, [...entries, ...approvals], chains)
  return [...entries, ...files, ...approvals, ...told, ...checkpoints, ...people]
}

/** The files that were filled in or shown. */
async function filesOf(tx: Tx, entries: readonly Entry[]): Promise<Entry[]> {
  const uris = entries.flatMap((entry) => {
    if (entry.kind === 'seen') return Object.keys(entry.content.seen.files)
    const answers =
      entry.kind === 'answers' ? entry.content.values : entry.kind === 'decision' ? entry.content.answers : {}
    return Object.values(answers ?? {}).flatMap((shown) =>
      shown.flatMap(({ value }) => [value].flat().filter((one) => typeof one === 'string')),
    )
  })
  const rows = await tx.storedFile.findMany({
    where: { uri: { in: [...new Set(uris)] } },
    orderBy: { uri: 'asc' },
  })
  return rows.map(({ uri, name, size, contentType, sha256 }) => ({
    kind: 'file',
    id: uri,
    content: { uri, name, size: Number(size), contentType, sha256 },
  }))
}

/** Whoever is named by an id anywhere in it. */
async function peopleIn(
  tx: Tx,
  entries: readonly Entry[],
  chains: readonly Content<'chain'>[],
): Promise<Entry[]> {
  const ids = new Set<string | null>()
  for (const { kind, content } of entries) {
    if (kind === 'request') for (const id of [content.requesterId, content.closedById]) ids.add(id)
    if (kind === 'flow' || kind === 'app') ids.add(content.publishedById)
    if (kind === 'decision') for (const id of [content.personId, content.onBehalfOfId ?? null]) ids.add(id)
    if (kind === 'question') for (const id of [content.askerId, content.personId]) ids.add(id)
    if (kind === 'approval')
      for (const group of content.policy.groups) for (const { id } of group.people) ids.add(id)
  }
  for (const { entries: told } of chains) for (const { actorId } of told) ids.add(actorId)
  const rows = await tx.person.findMany({
    where: { id: { in: [...ids].filter((id) => id !== null) } },
    select: { id: true, name: true, email: true, kind: true, guest: { select: { email: true } } },
    orderBy: { id: 'asc' },
  })
  // what stands in a guest's row as an address is nobody's
  return rows.map(({ id, name, email, kind, guest }) => ({
    kind: 'person',
    id,
    content: { id, name, kind, email: guest ? guest.email : email },
  }))
}
