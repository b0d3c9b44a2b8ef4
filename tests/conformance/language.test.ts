import { describe, expect, test } from 'vitest'
import { differences } from './differences.ts'
import { areThere, given, play, suite, type Case } from './facts.ts'
import { inProcess } from './in-process.ts'

async function casesOf(module: string): Promise<Case[]> {
  const { load } = await suite(module)
  return (await load?.(given, await inProcess())) as Case[]
}

const known = new Set([...differences('validation'), ...differences('graphs')])
const cases = areThere
  ? [...(await casesOf('validation-cases.mjs')), ...(await casesOf('graph-cases.mjs'))]
  : []

interface Played {
  id: string
  outcome: string
}

async function played(one: Case): Promise<Played> {
  return { id: one.id, outcome: await play(one).catch((error: unknown) => `failed: ${String(error)}`) }
}

// Some start an execution or save over a flow: only a running server can be asked about them, so they are none of these.
const facts = (await Promise.all(cases.map(played))).filter(
  ({ outcome }) => !outcome.includes('needs a server'),
)

describe.runIf(areThere)('facts of the language', () => {
  test.each(facts.map(({ id, outcome }) => [id, outcome] as const))('%s', (id, outcome) => {
    // A fact that came to pass leaves the list.
    expect(outcome.startsWith('failed'), outcome).toBe(known.has(id))
  })
})
