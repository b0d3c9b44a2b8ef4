import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { until } from '../harness/until.ts'
import { call, expect, product, test, type Who } from './story.ts'

const races = 500
/** Decided at the same instant, each by all three. */
const sideBySide = 10
const namespace = `race.${randomUUID().slice(0, 8)}`

const slug = `quick-${namespace.slice(5)}`

const flow = `id: quick
namespace: ${namespace}
tasks:
  - id: who
    type: approval
    title: Who is first?
    deciders: [{ group: ${slug}, quorum: any }]
    rules: { notRequester: false, commentRequired: NEVER }
`

interface Shown {
  id: string
  version: number
  seenHash: string
}

interface Sent {
  url: string
  headers: Record<string, string>
  body: string
}

interface Told {
  status: number
  text: string
}

/**
 * Sends all of them at once; runs in the browser and here alike. Whoever hears that a decision is not confirmed yet sends the same
 * one again, and hears what became of it.
 */
async function sendAll(calls: Sent[]): Promise<Told[]> {
  return Promise.all(
    calls.map(async ({ url, headers, body }) => {
      for (;;) {
        const answer = await fetch(url, { method: 'POST', headers, body })
        if (answer.status !== 503) return { status: answer.status, text: await answer.text() }
      }
    }),
  )
}

function decisions(shown: readonly Shown[], vote: string, headers: Record<string, string>): Sent[] {
  return shown.map(({ id, version, seenHash }) => ({
    url: `${product.url}/api/v1/approvals/${encodeURIComponent(id)}/decisions`,
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
    body: JSON.stringify({ decisionId: crypto.randomUUID(), vote, version, seenHash }),
  }))
}

async function tokenOf(who: Who): Promise<string> {
  const made = await call<{ fullToken: string }>(who, 'POST /me/api-tokens', { name: slug, maxAge: 'P1D' })
  return made.fullToken
}

/** A call of many at once: a password would be an attempt to sign in each time. */
async function callBy<T>(token: string, line: string, body?: object): Promise<T> {
  const [method, path] = line.split(' ')
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${line}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Starts as many as are decided together, and waits until they are asked about. */
async function begin(starter: string): Promise<Shown[]> {
  const started = await Promise.all(
    Array.from({ length: sideBySide }, () =>
      callBy<{ id: string }>(starter, `POST /executions/${namespace}/quick`, {}),
    ),
  )
  const ids = new Set(started.map(({ id }) => id))
  return until(async () => {
    const { results } = await call<{ results: Shown[] }>('tom', 'GET /approvals?box=mine&size=100')
    const ours = results.filter(({ id }) => ids.has(id.split('~')[0] ?? ''))
    return ours.length === sideBySide ? ours : undefined
  }, 'all are asked about')
}

const inBrowser = { 'x-formwork-csrf': '1' }

test('two browsers and a program decide at the same instant five hundred times: one counts, and each is told the truth', async ({
  as,
  refused,
}) => {
  test.setTimeout(900_000)
  // two of three hear that it was decided
  refused(/\/decisions$/)
  const group = await call<{ id: string }>('admin', 'POST /groups', { slug, name: slug })
  const people = await Promise.all(
    (['ana', 'ben', 'tom'] as const).map((who) => call<{ id: string }>(who, 'GET /me')),
  )
  for (const { id } of people) await call('admin', `PUT /groups/${group.id}/members/${id}`, { owner: false })
  await call('admin', 'POST /flows', flow)
  const [starter, program] = await Promise.all([tokenOf('admin'), tokenOf('tom')])
  const browsers: Page[] = [await as('ana'), await as('ben')]
  for (const page of browsers) await page.goto('/account')

  for (let count = 0; count < races; count += sideBySide) {
    const shown = await begin(starter)
    const [ana = [], ben = [], tom = []] = await Promise.all([
      ...browsers.map((page, index) =>
        page.evaluate(sendAll, decisions(shown, index === 0 ? 'APPROVE' : 'DENY', inBrowser)),
      ),
      sendAll(decisions(shown, 'APPROVE', { authorization: `Bearer ${program}` })),
    ])
    const stored = await Promise.all(
      shown.map(({ id }) =>
        callBy<{ votes: { by: { id: string } }[] }>(program, `GET /approvals/${encodeURIComponent(id)}`),
      ),
    )
    for (const [index, { id }] of shown.entries()) {
      const told = [ana[index], ben[index], tom[index]]
      const won = told.findIndex((one) => one?.status === 200)
      expect(told.map((one) => one?.status).sort(), `${id}: ${JSON.stringify(told)}`).toEqual([200, 409, 409])
      expect(stored[index]?.votes.map(({ by }) => by.id)).toEqual([people[won]?.id])
      expect(JSON.parse(told[won]?.text ?? '{}')).toMatchObject({
        outcome: won === 1 ? 'DENIED' : 'APPROVED',
      })
    }
  }
})
