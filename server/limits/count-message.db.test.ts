import { expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { countMessage } from './count-message.ts'

const source = `
id: laptop
namespace: limits
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: Hello }
`

test('who writes too much is told when to try again, in their language; others write on', async () => {
  const [nora, otto] = [await makePerson(), await makePerson()]
  const requestId = await insertRequest({
    source,
    requesterId: nora.actor.id,
    deciderId: otto.actor.id,
    executionId: 'limits-execution',
    approvalId: 'limits-approval',
    seenHash: 'none',
    reason: 'Old one',
  })
  for (let index = 0; index < 59; index++) await countMessage(nora.actor, 'comment')
  const write = (language: string) =>
    dispatch(
      new Request(`http://localhost:3000/api/v1/requests/${requestId}/comments`, {
        method: 'POST',
        body: JSON.stringify({ text: 'Hello' }),
        headers: { ...basicOf(nora), 'content-type': 'application/json', 'accept-language': language },
      }),
    )
  expect((await write('en')).status).toBe(200)
  const refused = await write('en')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(540)
  expect(await refused.json()).toMatchObject({
    message: 'You have written a lot in a short time. Try again in 10 minutes.',
  })
  expect(await (await write('de')).json()).toMatchObject({
    message: 'Sie haben in kurzer Zeit viel geschrieben. Versuchen Sie es in 10 Minuten noch einmal.',
  })
  await countMessage(otto.actor, 'comment')
  await countMessage(nora.actor, 'nudge')
})

test('a guest writes less', async () => {
  const { actor } = await makePerson()
  const guest = { ...actor, guest: { appId: 'an-app', verified: true } }
  for (let index = 0; index < 10; index++) await countMessage(guest, 'nudge')
  await expect(countMessage(guest, 'nudge')).rejects.toMatchObject({ code: 'too-many' })
})
