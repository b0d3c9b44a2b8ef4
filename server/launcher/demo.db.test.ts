import { expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { makePerson } from '#tests/harness/people.ts'
import { demoSettings } from './demo.ts'

const at = { database: process.env.DATABASE_URL ?? '', host: '0.0.0.0', port: 3000 }

test('without the demo no address of this machine is open', async () => {
  await makePerson({ name: 'Somebody' })
  expect(await demoSettings(at)).toEqual({})
})

test('with it just its own webhook is', async () => {
  const { actor } = await makePerson({ name: 'Nora' })
  await db.person.update({ where: { id: actor.id }, data: { demo: true } })
  const { FORMWORK_DEMO_DOORS = '', FORMWORK_ENV_DEMO_PAYMENTS: payments = '' } = await demoSettings(at)
  expect(payments).toBe('http://127.0.0.1:3000/api/v1/executions/webhook/company.service/payment-provider/')
  expect(FORMWORK_DEMO_DOORS.split(',')[0]).toBe(payments)
  expect((await demoSettings({ ...at, host: '192.168.7.1' })).FORMWORK_ENV_DEMO_PAYMENTS).toContain(
    '//192.168.7.1:3000/',
  )
})
