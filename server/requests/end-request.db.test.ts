import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { makePerson } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { closeRequest } from './close-request.ts'
import { withdrawRequest } from './withdraw-request.ts'

const source = `
id: desk
namespace: end.it
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
`
let nora: Actor
let owner: Actor
let requestId = ''
let executionId = ''
let count = 0

beforeEach(async () => {
  nora = (await makePerson({ name: 'Nora' })).actor
  owner = (await makePerson({ roles: ['admin'] })).actor
  const dora = (await makePerson({ name: 'Dora' })).actor
  executionId = `end-execution-${++count}`
  requestId = await insertRequest({
    source,
    requesterId: nora.id,
    deciderId: dora.id,
    executionId,
    approvalId: `end-approval-${count}`,
    seenHash: 'a'.repeat(64),
    reason: 'Mine broke',
  })
})

/** The database refuses that its execution begins to end, as where the process dies before it does. */
async function whileItCannotEnd(act: () => Promise<unknown>): Promise<void> {
  await db.$executeRaw`CREATE FUNCTION refuse_end() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'not now'; END $$`
  await db.$executeRaw`CREATE TRIGGER refuse_end BEFORE UPDATE ON "Execution" FOR EACH ROW
    WHEN (NEW.state = 'KILLING') EXECUTE FUNCTION refuse_end()`
  try {
    await expect(act()).rejects.toThrow('not now')
  } finally {
    await db.$executeRaw`DROP TRIGGER refuse_end ON "Execution"`
    await db.$executeRaw`DROP FUNCTION refuse_end()`
  }
}

const acts = [
  ['withdrawn', 'WITHDRAWN', () => withdrawRequest(nora, requestId)],
  ['closed', 'CANCELLED', () => closeRequest(owner, requestId, 'Not any more')],
] as const

test.each(acts)('a request that is %s is that together with the end of its run', async (_, outcome, act) => {
  const now = async () => {
    const request = await db.request.findUniqueOrThrow({ where: { id: requestId } })
    const { state } = await db.execution.findUniqueOrThrow({ where: { id: executionId } })
    const entries = await db.auditEntry.findMany({
      where: { subjectId: { in: [requestId, executionId] } },
      orderBy: { id: 'asc' },
    })
    return { outcome: request.outcome, state, actions: entries.map(({ action }) => action) }
  }
  const before = await now()
  await whileItCannotEnd(act)
  expect(await now()).toEqual(before)
  await act()
  const after = await now()
  expect(after).toMatchObject({ outcome, state: expect.stringMatching(/KILLING|CANCELLED|KILLED/) })
  expect(after.actions).toContain('execution:kill')
})
