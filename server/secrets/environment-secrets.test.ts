import { afterAll, expect, test } from 'vitest'
import { systemActor } from '#server/people/system-actor.ts'
import { nobody } from '#server/people/nobody.ts'
import { environmentSecrets } from './environment-secrets.ts'

process.env.SECRET_ONLY_NAME = Buffer.from('never shown').toString('base64')
afterAll(() => {
  delete process.env.SECRET_ONLY_NAME
})

test('names of the environment’s secrets are told to who may read secrets, and no values', () => {
  const names = environmentSecrets(systemActor, 'company.team')
  expect(names).toContain('ONLY_NAME')
  expect(names.join()).not.toContain('never shown')
  expect(() => environmentSecrets(nobody, 'company.team')).toThrowError(
    expect.objectContaining({ code: expect.stringMatching(/forbidden|not-found/) }),
  )
})
