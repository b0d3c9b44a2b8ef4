import { createHash } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { canonicalJson } from '#engine/flow/canonical.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { appendUpload, createUpload } from '#server/files/uploads.ts'
import { transaction } from '#server/transaction.ts'
import { writeOut, answersOf } from '#server/requests/shown-value.ts'
import { makePerson } from '#tests/harness/people.ts'
import { takeAnswers } from './take-answers.ts'

const flow = {
  id: 'signed',
  namespace: 'test.signed',
  inputs: [
    { id: 'reason', type: 'STRING', required: true, options: {} },
    { id: 'files', type: 'FILE', required: false, options: { many: true } },
    { id: 'signature', type: 'SIGNATURE', required: true, options: { drawing: true } },
    { id: 'witness', type: 'SIGNATURE', required: false, options: {} },
  ],
} as unknown as Flow

const reader = { language: 'en', timeZone: 'UTC' }
let actor: Actor
let other: Actor

beforeAll(async () => {
  actor = (await makePerson({ name: 'Nora Winter' })).actor
  other = (await makePerson()).actor
})

async function upload(name: string, text: string): Promise<string> {
  const content = Buffer.from(text)
  const { id } = await createUpload(actor, { name, size: content.length })
  await appendUpload(actor, { id, offset: 0, body: new Blob([content]).stream() })
  return id
}

/** The rows that files of an execution hang on. */
async function execution(): Promise<string> {
  const id = crypto.randomUUID()
  await db.execution.create({
    data: {
      id,
      namespace: flow.namespace,
      flowId: flow.id,
      flowRevision: 1,
      state: 'RUNNING',
      inputs: {},
      labels: {},
      histories: [],
    },
  })
  return id
}

it('several files become files of the execution, and a signature is over them and all other answers', async () => {
  const files = [await upload('a.txt', 'one'), await upload('b.txt', 'two')]
  const values = {
    reason: 'New desks',
    files,
    signature: { name: 'Nora W.', drawing: 'M1 1L2 2' },
    witness: null,
  }
  const executionId = await execution()
  const before = new Date().toISOString()
  const taken = await transaction((tx) => takeAnswers(tx, { actor, flow, executionId, values }))
  const { hash, ...signature } = taken.signature as JsonObject
  const uris = taken.files as string[]
  expect(uris.every((uri) => uri.startsWith('kestra:///test/signed/signed/executions/'))).toBe(true)
  expect(signature).toEqual({
    name: 'Nora W.',
    drawing: 'M1 1L2 2',
    personId: actor.id,
    at: expect.any(String),
  })
  expect(String(signature.at) >= before).toBe(true)
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const content = {
    ...signature,
    answers: { reason: 'New desks', files: uris, signature: null, witness: null },
    files: { [uris[0] ?? '']: sha256('one'), [uris[1] ?? '']: sha256('two') },
  }
  expect(hash).toBe(sha256(canonicalJson(content)))

  const shown = await writeOut(db, answersOf(flow, { values: taken, reader }), reader)
  expect(shown[1]).toMatchObject({
    display: 'a.txt, b.txt',
    files: [{ name: 'a.txt', size: 3 }, { name: 'b.txt' }],
  })
  expect(shown[2]).toMatchObject({
    display: expect.stringMatching(/^Nora W\., .* UTC, SHA-256 [0-9a-f]{12}…$/),
    drawing: 'M1 1L2 2',
  })
})

it("one of several files that is another's refuses all", async () => {
  const files = [await upload('mine.txt', 'mine')]
  const executionId = await execution()
  const values = { reason: 'x', files, signature: { name: 'x' }, witness: null }
  await expect(
    transaction((tx) => takeAnswers(tx, { actor: other, flow, executionId, values })),
  ).rejects.toMatchObject({ code: 'invalid' })
})
