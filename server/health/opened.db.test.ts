import { expect, test } from 'vitest'
import { makePerson } from '#tests/harness/people.ts'
import { openedFor } from './opened.ts'

Object.assign(process.env, { FORMWORK_SANDBOX: 'off', FORMWORK_SCRIPT_NETWORK: '1', SEED_DEMO_OPEN: '1' })

test('those who write flows are told what the operator has opened, nobody else', async () => {
  const told = async (role: 'requester' | 'launcher' | 'engineer' | 'admin') =>
    openedFor((await makePerson({ roles: [role] })).actor)
  expect(await told('engineer')).toEqual(['sandbox', 'demoPeople'])
  expect(await told('admin')).toEqual(['sandbox', 'demoPeople'])
  expect(await told('launcher')).toEqual([])
  expect(await told('requester')).toEqual([])
})
