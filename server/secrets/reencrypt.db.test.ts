import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { kvHost } from '#server/tasks/kv-host.ts'
import { makePerson } from '#tests/harness/people.ts'
import { until } from '#tests/harness/until.ts'
import { setSecret } from './change-secrets.ts'
import { Mask } from './mask.ts'
import { readSecret } from './read-secret.ts'
import { currentPrefix, seal, sealedFrom, unseal } from './seal.ts'

const run = promisify(execFile)
const engineer = (await makePerson({ roles: ['engineer'] })).actor
const newKey = Buffer.alloc(32, 9).toString('base64')

function environment(current: string, old: string[]): NodeJS.ProcessEnv {
  return { ...process.env, FORMWORK_SECRET_KEY: current, FORMWORK_OLD_SECRET_KEYS: old.join(',') }
}

/** The launcher's step, in a process with a newer key. */
async function withKeys(current: string, old: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'server/launcher/reencrypt.ts'], {
    env: environment(current, old),
  })
  return stdout
}

test('what is stored is encrypted with the new key, what was done stays done, and the old key reads it no more', async () => {
  const mask = new Mask()
  mask.add('token-in-the-store')
  await kvHost('a', mask).set('token', { value: { deep: ['token-in-the-store', 1] } })
  await kvHost('a', mask).set('plain', { value: 'nothing to hide' })
  // not all at once: a busy machine does not begin two hundred transactions within five seconds
  for (let from = 0; from < 205; from += 41)
    await Promise.all(
      Array.from({ length: 41 }, (_, n) =>
        setSecret(engineer, { namespace: 'a', key: `K${from + n}`, value: `secret-${from + n}` }),
      ),
    )
  const plain = await db.keyValue.findFirstOrThrow({ where: { key: 'plain' } })
  const oldKey = env().FORMWORK_SECRET_KEY

  // broken off after some rows: they are of the new key, the others of the old
  const [first] = await db.secret.findMany({ take: 1 })
  if (!first) throw new Error('There is no secret')
  expect(await withKeys(newKey, [oldKey])).toContain('Encrypted 205 secrets and 1 values')
  await db.secret.update({
    where: { namespace_key: { namespace: first.namespace, key: first.key } },
    data: { value: first.value },
  })
  expect(await withKeys(newKey, [oldKey])).toContain('Encrypted 1 secrets and 0 values')
  expect(await withKeys(newKey, [oldKey])).toBe('')

  expect(await db.keyValue.findFirstOrThrow({ where: { key: 'plain' } })).toEqual(plain)
  await expect(readSecret('a', 'K7')).rejects.toThrow('another key than FORMWORK_SECRET_KEY')
  expect(await withKeys(oldKey, [newKey])).toContain('Encrypted 205 secrets and 1 values')
  expect(await readSecret('a', 'K7')).toBe('secret-7')
  expect(await kvHost('a', new Mask()).get('token')).toEqual({ value: { deep: ['token-in-the-store', 1] } })
})

test('a link that waits to be mailed is encrypted anew too, and one that was sent stays away', async () => {
  const mail = {
    personId: engineer.id,
    address: 'x@test.example',
    kind: 'password-reset',
    data: {},
    until: new Date(),
  }
  const path = seal('/password/token').value
  await db.mail.create({ data: { ...mail, id: 'waiting', dedupeKey: 'waiting', path } })
  await db.mail.create({ data: { ...mail, id: 'sent', dedupeKey: 'sent', state: 'sent' } })
  const oldKey = env().FORMWORK_SECRET_KEY
  const pathOf = async (id: string) => (await db.mail.findUniqueOrThrow({ where: { id } })).path
  await withKeys(newKey, [oldKey])
  expect(await pathOf('waiting')).not.toMatch(new RegExp(`^${currentPrefix()}`))
  await withKeys(oldKey, [newKey])
  expect(unseal(sealedFrom((await pathOf('waiting')) ?? ''))).toBe('/password/token')
  expect(await pathOf('sent')).toBeNull()
})

test('the address of a group’s channel is encrypted anew too', async () => {
  const url = seal('https://chat.example/services/key').value
  await db.group.create({ data: { id: 'told', slug: 'told', name: 'Told' } })
  await db.groupChannel.create({ data: { groupId: 'told', url, host: 'chat.example', language: 'en' } })
  const oldKey = env().FORMWORK_SECRET_KEY
  await withKeys(newKey, [oldKey])
  const kept = (await db.groupChannel.findUniqueOrThrow({ where: { groupId: 'told' } })).url
  expect(kept).not.toMatch(new RegExp(`^${currentPrefix()}`))
  await withKeys(oldKey, [newKey])
  const again = (await db.groupChannel.findUniqueOrThrow({ where: { groupId: 'told' } })).url
  expect(unseal(sealedFrom(again))).toBe('https://chat.example/services/key')
})

test('a process that is killed amid it loses nothing: the next one goes on', async () => {
  const rows = Array.from({ length: 500 }, (_, n) => ({
    namespace: 'killed',
    key: `K${n}`,
    value: seal(`value-${n}`).value,
  }))
  await db.secret.createMany({ data: rows })
  const oldPrefix = currentPrefix()
  const left = () => db.secret.count({ where: { value: { startsWith: oldPrefix } } })
  const all = await left()
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/launcher/reencrypt.ts'], {
    env: environment(newKey, [env().FORMWORK_SECRET_KEY]),
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  await until(async () => (await left()) < all, 'some rows are of the new key')
  child.kill('SIGKILL')
  await ended
  await withKeys(newKey, [env().FORMWORK_SECRET_KEY])
  expect(await left()).toBe(0)
  await withKeys(env().FORMWORK_SECRET_KEY, [newKey])
  const values = await db.secret.findMany({ where: { namespace: 'killed' } })
  expect(new Set(values.map(({ value }) => unseal(sealedFrom(value))))).toEqual(
    new Set(rows.map((_, n) => `value-${n}`)),
  )
})

test('a row whose key is lost is named, and stays as it is', async () => {
  await db.secret.updateMany({ where: { key: 'K1' }, data: { value: `AAAAAAAA.${'A'.repeat(40)}` } })
  expect(await withKeys(newKey, [env().FORMWORK_SECRET_KEY])).toMatch(/Nobody can read these.*a\/K1/s)
  const row = await db.secret.findFirstOrThrow({ where: { key: 'K1' } })
  expect(row.value.startsWith('AAAAAAAA.')).toBe(true)
})
