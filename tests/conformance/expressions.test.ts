import { describe, expect, test } from 'vitest'
import type { Json } from '#engine/flow/flow.ts'
import { Moment, readIso, type MomentKind } from '#engine/flow/expressions/moment.ts'
import { real, Single } from '#engine/flow/expressions/numbers.ts'
import { renderValue } from '#engine/flow/expressions/render.ts'
import { differences } from './differences.ts'
import { areThere, given, play, suite, type Case } from './facts.ts'

const moment = (kind: MomentKind) => (text: string) => {
  const read = readIso(text)
  return read && new Moment(read.at, read.nanos, kind)
}

/** Values of other languages, as templates here know them. */
const types = {
  float: (value: number) => new Single(value),
  long: (text: string | number) => BigInt(text),
  double: real,
  zonedDateTime: moment('zoned'),
  instant: moment('instant'),
  date: moment('instant'),
  localDateTime: moment('local'),
  localDate: moment('date'),
}

const render = (template: Json, variables: Record<string, unknown>) =>
  renderValue(template, { variables, now: Date.now(), random: Math.random })

const { check, load } = areThere ? await suite('expressions.mjs') : {}
const cases = (load?.(given) ?? []) as { id: string }[]
const facts = await Promise.all(
  cases.map(async (one) => {
    const run = () => check?.(one, render, { types, wording: 'loose' }) as ReturnType<Case['run']>
    return [one.id, await play({ id: one.id, feature: '', run })] as const
  }),
)

describe.runIf(areThere)('facts of expressions', () => {
  test.each(facts.filter(([, outcome]) => !outcome.startsWith('skipped')))('%s', (id, outcome) => {
    // A fact that came to pass leaves the list.
    expect(outcome.startsWith('failed'), outcome).toBe(differences('expressions').includes(id))
  })
})
