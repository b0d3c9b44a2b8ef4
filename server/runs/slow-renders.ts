import { createHash } from 'node:crypto'
import { canonicalJson } from '#engine/flow/canonical.ts'
import { readsOf } from '#engine/flow/expressions/reads.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { NotYet } from '#engine/flow/inputs/types.ts'

/** What the outside answered holds for so long, and what it failed with. Milliseconds. */
const heldMs = { answer: 30_000, failure: 5_000 }
/** A form is told "not yet" after so long; the question goes on. */
const patienceMs = 1_500
const mostKept = 500

interface Asked {
  result: Promise<Json>
  /** Of the clock; undefined while it is under way. */
  until?: number
}

const asked = new Map<string, Asked>()

/** Whether a template waits for the outside, so that it is not asked again with each key that somebody types. */
export function isSlow(source: Json): boolean {
  try {
    return readsOf(source).slow === true
  } catch {
    return false
  }
}

export interface SlowQuestion {
  source: Json
  /** Of the form, so far. */
  inputs: JsonObject
  /** Everything else that the answer hangs on: who asks, the flow and its revision. */
  around: JsonObject
  /** Waits for the answer, however long it takes, as a start does. */
  patient: boolean
}

/**
 * Asks once for the same values of the inputs that the template names, however many keys are typed meanwhile.
 * @throws NotYet where it takes long; what `render` throws
 */
export async function renderSlowly(question: SlowQuestion, render: () => Promise<Json>): Promise<Json> {
  const key = keyOf(question)
  const had = asked.get(key)
  const isGood = had && (had.until === undefined || had.until > Date.now())
  const { result } = isGood ? had : begin(key, render)
  return question.patient ? result : withPatience(result)
}

function begin(key: string, render: () => Promise<Json>): Asked {
  const one: Asked = { result: render() }
  const end = (ms: number) => () => {
    one.until = Date.now() + ms
  }
  one.result.then(end(heldMs.answer), end(heldMs.failure))
  asked.delete(key)
  asked.set(key, one)
  const [oldest] = asked.keys()
  if (asked.size > mostKept && oldest !== undefined) asked.delete(oldest)
  return one
}

async function withPatience(result: Promise<Json>): Promise<Json> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NotYet('The answer takes long.'))
    }, patienceMs)
  })
  try {
    return await Promise.race([result, late])
  } finally {
    clearTimeout(timer)
  }
}

function keyOf({ source, inputs, around }: SlowQuestion): string {
  const { whole, names } = readsOf(source)
  const read = names.filter(([root]) => root === 'inputs').map(([, name]) => name)
  const isWhole = whole || read.some((name) => typeof name !== 'string')
  const own = isWhole
    ? inputs
    : Object.fromEntries(Object.entries(inputs).filter(([id]) => read.includes(id)))
  return createHash('sha256')
    .update(canonicalJson([source, own, around]))
    .digest('base64')
}
