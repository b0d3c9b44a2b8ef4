import { beforeAll, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { makePerson } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { dispatch } from './dispatch.ts'

const source = `
id: laptop
namespace: company.it
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
`
const executionId = 'relations-execution-01'
const approvalId = 'relations-approval-01'
const seenHash = 'a'.repeat(64)
const tokens = new Map<string, string>()
let requestId = ''

async function person(who: string, roles: Parameters<typeof makePerson>[0] = {}): Promise<string> {
  const { actor } = await makePerson({ ...roles, name: who })
  const { fullToken: token } = await createToken(actor, { name: 'relations' })
  tokens.set(who, token)
  return actor.id
}

beforeAll(async () => {
  const requesterId = await person('requester')
  const deciderId = await person('decider', { roles: ['requester', 'approver'] })
  await person('stranger', { roles: ['requester', 'approver'] })
  await person('engineer', { roles: ['engineer'] })
  await person('engineer of this', { roles: [{ role: 'engineer', namespace: 'company' }] })
  await person('engineer of another', { roles: [{ role: 'engineer', namespace: 'company.items' }] })
  await person('admin', { roles: ['admin'] })
  requestId = await insertRequest({
    source,
    requesterId,
    deciderId,
    executionId,
    approvalId,
    seenHash,
    reason: 'Mine broke',
  })
})

async function call(who: string, line: string, body?: unknown): Promise<Response> {
  const [method = 'GET', path = ''] = line.split(' ')
  const token = tokens.get(who)
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const place = path
    .replace('{request}', requestId)
    .replace('{execution}', executionId)
    .replace('{approval}', approvalId)
  const text = body === undefined ? undefined : JSON.stringify(body)
  return dispatch(new Request(`http://localhost:3000/api/v1${place}`, { method, headers, body: text }))
}

const everyone = [
  'no one',
  'requester',
  'decider',
  'stranger',
  'engineer',
  'engineer of this',
  'engineer of another',
  'admin',
]
const seen = {
  request: [401, 200, 200, 404, 200, 200, 404, 200],
  run: [401, 403, 403, 403, 200, 200, 404, 200],
}

test.each([
  ['GET /requests/{request}', seen.request],
  ['GET /approvals/{approval}', [401, 404, 200, 404, 200, 200, 404, 200]],
  ['GET /executions/{execution}', seen.run],
  ['GET /logs/{execution}', seen.run],
  ['GET /flows/company.it/laptop', seen.run],
])('%s', async (line, expected) => {
  const statuses: number[] = []
  for (const who of everyone) statuses.push((await call(who, line)).status)
  expect(Object.fromEntries(everyone.map((who, index) => [who, statuses[index]]))).toEqual(
    Object.fromEntries(everyone.map((who, index) => [who, expected[index]])),
  )
})

test('only the requester withdraws, only a decider decides, only authors kill', async () => {
  const decision = { decisionId: 'relations-decision-01', vote: 'APPROVE', version: 1, seenHash }
  const refused: [line: string, body: unknown, who: string[]][] = [
    [
      'POST /requests/{request}/withdraw',
      undefined,
      ['decider', 'stranger', 'engineer', 'engineer of another'],
    ],
    ['POST /approvals/{approval}/decisions', decision, ['requester', 'stranger', 'engineer']],
    [
      'DELETE /executions/{execution}/actions/kill',
      undefined,
      ['requester', 'decider', 'engineer of another'],
    ],
    ['DELETE /executions/{execution}', undefined, ['requester', 'decider', 'engineer of another']],
  ]
  for (const [line, body, whom] of refused) {
    expect((await call('no one', line, body)).status, line).toBe(401)
    for (const who of whom)
      expect([403, 404], `${who}: ${line}`).toContain((await call(who, line, body)).status)
  }
  expect(await db.execution.findUnique({ where: { id: executionId } })).toMatchObject({ state: 'PAUSED' })
  expect(await db.approvalVote.count()).toBe(0)
})

test('lists hold what is one’s own', async () => {
  const count = async (who: string, line: string) =>
    ((await (await call(who, line)).json()) as { results: unknown[] }).results.length
  expect(await count('requester', 'GET /requests')).toBe(1)
  for (const who of ['decider', 'stranger', 'engineer'])
    expect(await count(who, 'GET /requests'), who).toBe(0)
  expect(await count('decider', 'GET /approvals?box=mine')).toBe(1)
  for (const who of ['requester', 'stranger', 'admin'])
    expect(await count(who, 'GET /approvals?box=mine'), who).toBe(0)
})
