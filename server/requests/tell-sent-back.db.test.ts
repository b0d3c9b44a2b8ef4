import { expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { tellSentBack } from './tell-sent-back.ts'

const source = `
id: desk
namespace: back.it
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
`

test('whoever asks for changes again after a restart in the same round is heard, and each once', async () => {
  const nora = (await makePerson({ name: 'Nora' })).actor
  const dora = (await makePerson({ name: 'Dora' })).actor
  const approvalId = 'back-approval'
  await insertRequest({
    source,
    requesterId: nora.id,
    deciderId: dora.id,
    executionId: 'back-execution',
    approvalId,
    seenHash: 'a'.repeat(64),
    reason: 'Mine broke',
  })
  for (const comment of ['Which one?', 'Which one, please?']) {
    await db.approvalVote.deleteMany({ where: { approvalId } })
    const vote = {
      approvalId,
      personId: dora.id,
      vote: 'SEND_BACK',
      seenHash: 'a',
      door: 'web',
      at: new Date(),
    }
    await db.approvalVote.create({ data: { decisionId: `back ${comment}`, comment, ...vote } })
    await transaction((tx) => tellSentBack(tx, approvalId))
    await transaction((tx) => tellSentBack(tx, approvalId))
  }
  const told = await db.notice.findMany({ where: { personId: nora.id, kind: 'request-sent-back' } })
  expect(told.map(({ data }) => (data as { comment?: string }).comment).sort()).toEqual([
    'Which one, please?',
    'Which one?',
  ])
})
