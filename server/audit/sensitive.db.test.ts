import { expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { downloadRequestFile } from '#server/files/download.ts'
import { listSessions } from '#server/people/sessions.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { createToken, listTokens } from '#server/tokens/own-tokens.ts'
import { listTokensOf } from '#server/tokens/tokens-of-people.ts'
import { makePerson } from '#tests/harness/people.ts'
import { sensitiveReads } from './kinds.ts'

const admin = (await makePerson({ roles: ['admin'] })).actor
const other = (await makePerson()).actor

/** What the audit has of reads, the oldest first. */
async function reads() {
  const rows = await db.auditEntry.findMany({
    where: { action: { in: [...sensitiveReads] } },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ action, actorId, subjectId }) => [action, actorId, subjectId])
}

test('where another is signed in, and which tokens they have, is read in plain sight; what is one’s own is not written down', async () => {
  await listSessions(other, other.id)
  await listTokens(other)
  expect(await reads()).toEqual([])
  await listSessions(admin, other.id)
  await listTokensOf(admin, other.id)
  await expect(listSessions(other, admin.id)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await reads()).toEqual([
    ['session:read', admin.id, other.id],
    ['token:read', admin.id, other.id],
  ])
})

test('names of secrets that leave by the API are written down', async () => {
  const { fullToken } = await createToken(admin, { name: 'reads' })
  for (const path of ['/namespaces/lab.one/secrets', '/secrets', '/namespaces/lab.one/inherited-secrets']) {
    const headers = { authorization: `Bearer ${fullToken}` }
    expect((await dispatch(new Request(`http://localhost:3000/api/v1${path}`, { headers }))).status).toBe(200)
  }
  expect((await reads()).slice(-3)).toEqual([
    ['secret:read', admin.id, 'lab.one'],
    ['secret:read', admin.id, 'all'],
    ['secret:read', admin.id, 'lab.one'],
  ])
})

test('files of a request are written down where neither who asked nor who decides reads them', async () => {
  await db.request.create({
    data: {
      id: 'sensitive',
      number: 'S-1',
      title: 'Files',
      namespace: 'lab.one',
      requesterId: other.id,
      outcome: 'IN_PROGRESS',
      currentExecutionId: 'none',
      flowId: 'none',
    },
  })
  const nothing = { code: 'not-found' }
  await expect(downloadRequestFile(other, 'sensitive', 'none')).rejects.toMatchObject(nothing)
  expect((await reads()).filter(([action]) => action === 'file:read')).toEqual([])
  await expect(downloadRequestFile(admin, 'sensitive', 'none')).rejects.toMatchObject(nothing)
  expect((await reads()).filter(([action]) => action === 'file:read')).toEqual([
    ['file:read', admin.id, 'sensitive'],
  ])
})
