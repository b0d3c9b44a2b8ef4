import { beforeEach, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { transaction } from '#server/transaction.ts'
import { purgeAudit } from './purge.ts'
import { audit } from './record.ts'
import { reportOf } from './report.ts'
import { sealAudit } from './seal.ts'
import { verifyAudit } from './verify.ts'

const actor = { id: 'ana', door: 'web', address: '192.0.2.7', userAgent: 'Firefox' }
const dayMs = 24 * 60 * 60 * 1000

function write(subjectId: string, after = {}): Promise<void> {
  return transaction((tx) => audit(tx, actor, { action: 'kv:set', subjectType: 'kv', subjectId, after }))
}

/** Three subjects, two checkpoints, and one entry that is not sealed. */
async function fill(): Promise<void> {
  await write('a', { n: 1.5, text: 'Grüße "\\ \u2028', nested: { b: [1, null, true], a: 1e21 }, '': -0 })
  await write('b')
  await write('a', { token: 'very secret', n: 2 })
  await sealAudit()
  await write('a', { n: 3 })
  await write('c')
  await write('b', { n: 2 })
  await sealAudit()
  await write('a', { n: 4 })
}

const rowOf = (subjectId: string, seq: number) =>
  db.auditEntry.findFirstOrThrow({ where: { subjectType: 'kv', subjectId, seq } })
const findingsNow = async () => (await verifyAudit()).findings

beforeEach(async () => {
  await db.auditEntry.deleteMany()
  await db.auditChain.deleteMany()
  await db.auditCheckpoint.deleteMany()
  env().FORMWORK_AUDIT_DAYS = 0
})

test('what was written and sealed is whole, secrets masked, chains numbered', async () => {
  await fill()
  const verdict = await verifyAudit()
  expect(verdict).toMatchObject({ entries: 7, checkpoints: 2, unsealed: 1, findings: [] })
  expect(reportOf(verdict).at(-1)).toBe('The audit is whole.')
  expect(await rowOf('a', 2)).toMatchObject({
    after: { token: '******', n: 2 },
    address: '192.0.2.7',
    userAgent: 'Firefox',
    checkpoint: 1,
  })
  expect(await sealAudit()).toBe(1)
  expect(await sealAudit()).toBe(0)
  expect((await verifyAudit()).last?.number).toBe(3)
})

test('many at once on one subject stand one after the other', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => write(n % 2 ? 'hot' : `own-${n}`, { n })))
  await Promise.all([sealAudit(), sealAudit(), sealAudit()])
  const rows = await db.auditEntry.findMany({ where: { subjectId: 'hot' }, orderBy: { seq: 'asc' } })
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  await sealAudit()
  expect(await verifyAudit()).toMatchObject({ entries: 40, unsealed: 0, findings: [] })
})

test('a transaction that is undone leaves no hole', async () => {
  await write('a')
  await expect(
    transaction(async (tx) => {
      await audit(tx, actor, { action: 'kv:set', subjectType: 'kv', subjectId: 'a' })
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  await write('a')
  await sealAudit()
  expect(await findingsNow()).toEqual([])
})

test.each([
  ['what was done', { after: { n: 9 } }],
  ['who did it', { actorId: 'ben' }],
  ['when', { at: new Date(0) }],
  ['from where', { address: '198.51.100.1' }],
  ['whether it was refused', { refused: true }],
])('a changed entry is named: %s', async (_, data) => {
  await fill()
  const { id } = await rowOf('a', 2)
  await db.auditEntry.update({ where: { id }, data })
  const [first] = await findingsNow()
  expect(first).toMatchObject({ kind: 'changed', entryId: id })
  expect(first?.message).toContain('kv:set of kv a')
})

test('an entry with a hash made to fit breaks its chain and its checkpoint', async () => {
  await fill()
  const { id } = await rowOf('a', 1)
  const chain = await import('#engine/evidence/audit-hash.ts')
  const row = await db.auditEntry.update({ where: { id }, data: { actorId: 'ben' } })
  const hash = chain.sha256(chain.noHash, chain.digestOf(row))
  await db.auditEntry.update({ where: { id }, data: { hash } })
  const findings = await findingsNow()
  expect(findings[0]).toMatchObject({ kind: 'changed', entryId: id })
  expect(findings.some(({ message }) => message.includes('does not follow'))).toBe(true)
})

test('a removed entry is missed: at the beginning, in the middle, at the end, a whole chain', async () => {
  await fill()
  for (const [subject, seq] of [
    ['a', 1],
    ['a', 2],
    ['a', 4],
    ['c', 1],
  ] as const) {
    const row = await rowOf(subject, seq)
    await db.auditEntry.delete({ where: { id: row.id } })
    const [first, ...more] = await findingsNow()
    expect([first, ...more].map((finding) => finding?.kind)).toContain('removed')
    await db.$executeRaw`INSERT INTO "AuditEntry" SELECT * FROM jsonb_populate_record(NULL::"AuditEntry", ${JSON.stringify(
      {
        ...row,
        id: Number(row.id),
        hash: `\\x${Buffer.from(row.hash ?? []).toString('hex')}`,
        previousHash: `\\x${Buffer.from(row.previousHash ?? []).toString('hex')}`,
      },
    )}::jsonb)`
    expect(await findingsNow()).toEqual([])
  }
})

test('the newest entry that is removed together with the end of its chain is missed by the checkpoint', async () => {
  await fill()
  const [last, before] = [await rowOf('b', 2), await rowOf('b', 1)]
  await db.auditEntry.delete({ where: { id: last.id } })
  await db.auditChain.update({
    where: { subjectType_subjectId: { subjectType: 'kv', subjectId: 'b' } },
    data: { seq: 1, hash: before.hash ?? new Uint8Array() },
  })
  const [first] = await findingsNow()
  expect(first).toMatchObject({ kind: 'removed' })
  expect(first?.message).toContain('1 of 3 in checkpoint 2')
})

test('an inserted entry is found: beyond the end of a chain, in a checkpoint, outside of the chains', async () => {
  await fill()
  const { id, before, after, ...row } = await rowOf('a', 4)
  const copy = { ...row, seq: 5, previousHash: row.hash }
  const made = await db.auditEntry.create({ data: copy })
  expect((await findingsNow()).map(({ kind }) => kind)).toContain('inserted')
  await db.auditEntry.delete({ where: { id: made.id } })

  const stray = await db.auditEntry.create({
    data: { ...row, seq: null, previousHash: null, checkpoint: null },
  })
  expect(await findingsNow()).toContainEqual(expect.objectContaining({ kind: 'inserted', entryId: stray.id }))
  await db.auditEntry.delete({ where: { id: stray.id } })
  expect([id, before, after]).toBeDefined()

  const { id: _, ...sealed } = await rowOf('c', 1)
  await db.auditEntry.create({
    data: { ...sealed, before: undefined, after: {}, subjectId: 'd' },
  })
  const findings = await findingsNow()
  expect(findings.some(({ message }) => message.includes('1 more than the 3 of checkpoint 2'))).toBe(true)
})

test('checkpoints cannot be changed, removed or made without the key', async () => {
  await fill()
  const noted = (await verifyAudit()).last
  await db.auditCheckpoint.update({ where: { number: 1 }, data: { entries: 4 } })
  expect((await findingsNow()).map(({ kind }) => kind)).toContain('forged')
  await db.auditCheckpoint.update({ where: { number: 1 }, data: { entries: 3 } })
  expect(await findingsNow()).toEqual([])

  const chain = await import('#engine/evidence/audit-hash.ts')
  const row = await db.auditCheckpoint.findUniqueOrThrow({ where: { number: 2 } })
  const at = new Date(0)
  await db.auditCheckpoint.update({
    where: { number: 2 },
    data: { at, hash: chain.checkpointHash({ ...row, at }) },
  })
  expect(await findingsNow()).toMatchObject([
    { kind: 'forged', message: expect.stringContaining('was not sealed with a key') },
  ])
  expect((await verifyAudit({ expected: noted })).findings).toHaveLength(2)
  await db.auditCheckpoint.update({ where: { number: 2 }, data: row })
  expect((await verifyAudit({ expected: noted })).findings).toEqual([])

  await db.auditCheckpoint.delete({ where: { number: 1 } })
  expect((await findingsNow())[0]).toMatchObject({ kind: 'removed', message: 'checkpoint 1' })
  await db.auditCheckpoint.deleteMany()
  expect((await findingsNow())[0]).toMatchObject({ kind: 'removed' })
  expect((await verifyAudit({ expected: noted })).findings[0]).toMatchObject({ kind: 'removed' })
})

test('after a change of the key the old one still shows that a checkpoint is ours', async () => {
  await fill()
  const { FORMWORK_SECRET_KEY: before } = env()
  env().FORMWORK_SECRET_KEY = Buffer.alloc(32, 8).toString('base64')
  try {
    expect((await findingsNow()).map(({ kind }) => kind)).toEqual(['forged', 'forged'])
    env().FORMWORK_OLD_SECRET_KEYS = [before]
    expect(await findingsNow()).toEqual([])
  } finally {
    env().FORMWORK_SECRET_KEY = before
    env().FORMWORK_OLD_SECRET_KEYS = []
  }
})

test('entries from before there were chains are sealed by themselves', async () => {
  const old = { door: 'web', action: 'kv:set', subjectType: 'kv', subjectId: 'a', after: { n: 0 } }
  await db.auditEntry.createMany({ data: [old, old] })
  await write('a')
  expect(await findingsNow()).toEqual([])
  await sealAudit()
  await sealAudit()
  expect(await verifyAudit()).toMatchObject({ entries: 3, checkpoints: 2, unsealed: 0, findings: [] })
  const { id } = await db.auditEntry.findFirstOrThrow({ where: { seq: null } })
  await db.auditEntry.update({ where: { id }, data: { actorId: 'x' } })
  expect(await findingsNow()).toMatchObject([{ kind: 'changed', entryId: id }])
})

test('what is purged is told, and what remains is whole; nothing else may be missing', async () => {
  await fill()
  const long = new Date(Date.now() + 10 * dayMs)
  expect(await purgeAudit(long)).toBe(0)
  env().FORMWORK_AUDIT_DAYS = 5
  expect(await purgeAudit(new Date())).toBe(0)
  expect(await purgeAudit(long)).toBe(6)
  expect(await purgeAudit(long)).toBe(0)
  // of c nothing is left: it begins anew
  expect(await db.auditChain.count({ where: { subjectId: 'c' } })).toBe(0)
  await write('c')
  await write('b', { n: 3 })
  const verdict = await verifyAudit()
  expect(verdict).toMatchObject({ findings: [], purged: { through: 2, entries: 6 } })
  expect(reportOf(verdict)[1]).toContain('6 entries of checkpoints 1 to 2')
  expect(await db.auditEntry.findFirst({ where: { action: 'audit:purge' } })).toMatchObject({
    actorId: systemActor.id,
    after: { through: 2, entries: 6 },
  })
  await sealAudit()
  const { id } = await rowOf('b', 1)
  await db.auditEntry.delete({ where: { id } })
  expect((await findingsNow()).map(({ kind }) => kind)).toContain('removed')
})
