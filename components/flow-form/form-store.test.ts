import { expect, test } from 'vitest'
import { fieldOf, FormStore } from './form-store.ts'

const now = (store: FormStore, name: string) => fieldOf(store.all(), name)

test('what a person typed is theirs until they take it back; what the form says itself is not', () => {
  const store = new FormStore({ a: '', b: { amount: '1', currency: 'EUR' } })
  store.change('a', 'Desk')
  store.change('b', { currency: 'EUR', amount: '1' })
  expect(now(store, 'a')).toEqual({ value: 'Desk', isDirty: true, isTouched: false })
  expect(now(store, 'b').isDirty).toBe(false)
  store.leave('a')
  store.change('a', '')
  expect(now(store, 'a')).toEqual({ value: '', isDirty: false, isTouched: true })
  store.follow('a', 'Chair')
  expect(now(store, 'a')).toEqual({ value: 'Chair', isDirty: false, isTouched: false })
  store.change('a', '')
  expect(now(store, 'a').isDirty).toBe(true)
  expect(store.values()).toEqual({ a: '', b: { currency: 'EUR', amount: '1' } })
})

test('each change is told once, and the other controls stay the very same', () => {
  const store = new FormStore({ a: '1', b: '2' })
  const first = store.all()
  let told = 0
  const end = store.subscribe(() => told++)
  store.change('a', '3')
  store.leave('b')
  store.leave('b')
  expect(told).toBe(2)
  expect(now(store, 'a')).not.toBe(fieldOf(first, 'a'))
  store.change('a', '4')
  expect(now(store, 'b')).toEqual({ value: '2', isDirty: false, isTouched: true })
  expect(store.allAtFirst()).toBe(first)
  end()
  store.startOver({ a: '1', b: '2' })
  expect(told).toBe(3)
  expect([...store.all()]).toEqual([...first])
})
