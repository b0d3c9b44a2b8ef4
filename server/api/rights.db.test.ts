import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { namespacesOf } from '#server/people/can.ts'
import { callers, makeWorld, namespace, type Caller, type World } from '#tests/harness/world.ts'
import type { Route } from './route.ts'
import { table } from './table.ts'

// Who may call what stands in docs/rights.md, one row for each route: a route without a row fails, and so does an answer that is
// another than the row says. It is written by hand and read by people; nothing makes it from the code.
const documented = new Map(
  readFileSync('docs/rights.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, call, cells = ''] = /^\| `((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`\s*\|(.*)\|$/.exec(line) ?? []
      return call === undefined ? [] : [[call, cells.split('|').map((cell) => cell.trim() === '●')] as const]
    }),
)

const named = (row: Route) => `${row.method} ${row.path}`
let world: World
let before: Awaited<ReturnType<typeof stateOf>>

beforeAll(async () => {
  world = await makeWorld()
  before = await stateOf()
})

test('every route has its row, and every row its route', () => {
  expect([...documented.keys()].sort()).toEqual(table.map(named).sort())
})

describe.each(table.map((row) => [named(row), row] as const))('%s', (name, row) => {
  test('answers everybody as their row says', async () => {
    const may = documented.get(name) ?? []
    const answers = new Map<Caller, string>()
    for (const [index, caller] of callers.entries())
      answers.set(caller, may[index] ? await whenLetIn(row, caller) : await whenRefused(row, caller))
    const expected = callers.map((caller, index) => [caller, may[index] ? 'let in' : 'refused'])
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(expected))
  })

  test('tells who is administrator of another namespace nothing', async () => {
    if (row.permission === 'public' || row.permission === 'signed-in') return
    const response = await world.call(row, 'administrator of another namespace')
    expect(response.status).toBeLessThan(500)
    if (response.ok) expect(await world.tells(response)).toBe(false)
  })
})

/** Asked of what is there, so that the answer does not lean on that it is missing. */
async function whenRefused(row: Route, caller: Caller): Promise<string> {
  const response = await world.call(row, caller)
  const refusals = caller === 'no one' ? [401] : [403, 404]
  if (!refusals.includes(response.status)) return `answered ${response.status}`
  return (await world.tells(response)) ? 'refused, but told' : 'refused'
}

/** What changes something is asked of what is not there, except where only a relation to it opens the way. */
async function whenLetIn(row: Route, caller: Caller): Promise<string> {
  const real = row.method === 'GET' || !heldByRole(row, caller)
  if (real && playedByWorkers.has(named(row))) return 'let in'
  const { status, body } = await world.call(row, caller, { real })
  await body?.cancel()
  const refusals = real ? [401, 403, 404] : [401, 403]
  return status < 500 && !refusals.includes(status) ? 'let in' : `answered ${status}`
}

/** They need the execution's workflow: server/approvals/decide.run.test.ts plays them. */
const playedByWorkers = new Set(['POST /requests/{id}/withdraw', 'POST /approvals/{id}/decisions'])

function heldByRole(row: Route, caller: Caller): boolean {
  if (row.permission === 'public' || row.permission === 'signed-in') return true
  const actor = world.actors.get(caller)
  return actor !== undefined && namespacesOf(actor, row.permission) === 'all'
}

test('whoever was refused, and who is administrator of another namespace, has changed nothing', async () => {
  expect(await stateOf()).toEqual(before)
})

/** All that stands in the namespace. */
async function stateOf() {
  const where = { namespace }
  return Promise.all([
    db.flow.findMany({ where }),
    // a webhook that everybody may call looks at it
    db.trigger.findMany({ where, omit: { error: true, evaluatedAt: true } }),
    db.execution.findMany({ where, include: { taskRuns: true } }),
    db.keyValue.findMany({ where }),
    db.secret.findMany({ where }),
    db.app.findMany({ where }),
    db.namespace.findMany({ where: { id: { startsWith: namespace } } }),
  ])
}
