import { expect, test } from 'vitest'
import { makePerson } from '#tests/harness/people.ts'
import { addView, changeView, defaultQuery, deleteView, listViews } from './saved-views.ts'

const nora = (await makePerson()).actor
const other = (await makePerson({ roles: ['admin'] })).actor
const wish = { page: 'requests', name: 'Open', query: 'outcome=IN_PROGRESS', isDefault: true } as const

test('a view is kept, renamed and deleted by its person, and is nobody else’s', async () => {
  const view = await addView(nora, wish)
  expect(await defaultQuery(nora, 'requests')).toBe('outcome=IN_PROGRESS')
  expect(await defaultQuery(nora, 'inbox')).toBeUndefined()
  expect(await listViews(other, 'requests')).toEqual([])
  await expect(changeView(other, view.id, { name: 'x' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(deleteView(other, view.id)).rejects.toMatchObject({ code: 'not-found' })
  expect(await changeView(nora, view.id, { name: 'In progress' })).toMatchObject({ name: 'In progress' })
  await deleteView(nora, view.id)
  await expect(deleteView(nora, view.id)).rejects.toMatchObject({ code: 'not-found' })
})

test('names are there once, and one view at most is the default, whoever asks at once', async () => {
  const names = ['a', 'b', 'c', 'd']
  await Promise.all(names.map((name) => addView(nora, { ...wish, name })))
  expect((await listViews(nora, 'requests')).filter(({ isDefault }) => isDefault)).toHaveLength(1)
  await expect(addView(nora, { ...wish, name: 'a' })).rejects.toMatchObject({ code: 'conflict' })
  const [first, second] = await listViews(nora, 'requests')
  await expect(changeView(nora, first?.id ?? '', { name: 'b' })).rejects.toMatchObject({ code: 'conflict' })
  await changeView(nora, second?.id ?? '', { isDefault: true, query: 'q=b' })
  expect(await defaultQuery(nora, 'requests')).toBe('q=b')
  await addView(nora, { ...wish, page: 'inbox', name: 'a', isDefault: false })
  for (let i = names.length; i < 30; i++) await addView(nora, { ...wish, name: String(i), isDefault: false })
  await expect(addView(nora, { ...wish, name: 'one more' })).rejects.toMatchObject({ code: 'too-many' })
})
