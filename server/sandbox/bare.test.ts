import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '#tests/harness/until.ts'
import { seenAt } from './bare.ts'
import { removeFolders, running, shell } from '#tests/harness/programs.ts'

beforeAll(() => {
  process.env.FORMWORK_SANDBOX = 'off'
})
afterAll(removeFolders)

it('without a sandbox a script runs in its own folder, as nobody, with its own environment only', async () => {
  const { end, out, folder } = await shell('pwd; env; [ "$(id -u)" = 0 ] && echo root; echo x > y && cat y')
  expect(end).toEqual({ kind: 'exited', code: 0 })
  expect(out[0]).toBe(folder)
  expect(seenAt(folder)).toBe(folder)
  expect(out).toContain('GIVEN=yes')
  expect(out.at(-1)).toBe('x')
  expect(out.join('\n')).not.toMatch(/SERVER_ONLY|DATABASE_URL|FORMWORK_SECRET|^root$/m)
})

it('it is still ended with its children when its time is over', async () => {
  const mark = `33${process.pid}.5`
  const { end } = await shell(`sleep ${mark} & wait`, { timeoutMs: 300 })
  expect(end).toEqual({ kind: 'timed-out' })
  await until(() => running(`sleep\0${mark}`) === 0, 'the child is gone', 10)
})
