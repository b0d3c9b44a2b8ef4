import { expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'

test('who guesses keys of webhooks has to wait', async () => {
  const statuses: number[] = []
  for (let guess = 0; guess < 62; guess++) {
    const address = `http://localhost:3000/api/v1/executions/webhook/company.team/hook/guess-${guess}`
    statuses.push((await dispatch(new Request(address, { method: 'POST' }))).status)
  }
  expect(new Set(statuses.slice(0, 60))).toEqual(new Set([404]))
  expect(statuses.slice(60)).toEqual([429, 429])
})
