import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '#tests/harness/people.ts'
import { listNotices } from './list-notices.ts'
import { markRead } from './mark-read.ts'
import { notify } from './notify.ts'

let ana: Actor
let tom: Actor

beforeAll(async () => {
  ana = (await makePerson()).actor
  tom = (await makePerson()).actor
})

test('the same event tells each person once; each reads their own', async () => {
  const told = {
    personIds: [ana.id, tom.id, ana.id],
    kind: 'request-done' as const,
    data: { number: 'PUR-1', title: 'x' },
    dedupeKey: 'e1',
  }
  await transaction((tx) => notify(tx, told))
  await transaction((tx) => notify(tx, told))
  await transaction((tx) => notify(tx, { ...told, dedupeKey: 'e2' }))
  const page = await listNotices(ana)
  expect(page.unread).toBe(2)
  expect(page.results).toHaveLength(2)

  await markRead(
    tom,
    page.results.map((notice) => notice.id),
  )
  expect((await listNotices(ana)).unread).toBe(2)
  await markRead(ana, [page.results[0]?.id ?? ''])
  expect((await listNotices(ana)).unread).toBe(1)
  await markRead(ana, 'all')
  expect(await listNotices(ana)).toMatchObject({ unread: 0 })
  expect((await listNotices(tom)).unread).toBe(2)
})

test('pages follow each other, and a foreign cursor is refused', async () => {
  const first = await listNotices(tom, { size: 1 })
  const second = await listNotices(tom, { size: 1, after: first.after })
  expect(second.results[0]?.id).not.toBe(first.results[0]?.id)
  expect(second.after).toBeUndefined()
  await expect(listNotices(tom, { after: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' })
})
