import { compileNode } from '@michaelhomer/jqjs'
import { Failure } from '../error.ts'
import type { Meter } from '../meter.ts'
import { Moment } from '../moment.ts'
import { Real } from '../numbers.ts'
import { own } from '../read-data.ts'
import { isList, isMap, kindOf, put, type Mapping } from '../values.ts'
import { guard } from './jq-guard.ts'

const maxProgram = 2000
const reachesOut = /__proto__|\bconstructor\b|\bprototype\b/
const definition = /\bdef\s+[A-Za-z_]/

/** Runs a jq program; all its results as a list. Functions of one's own (`def`) are not offered: they cannot be metered. */
export function runJq(value: unknown, program: string, meter: Meter): unknown[] {
  if (program.length > maxProgram) throw new Failure('The jq expression is too long')
  if (reachesOut.test(program)) throw new Failure('The jq expression reaches for what is not data')
  if (definition.test(program)) throw new Failure('jq functions cannot be defined here')
  meter.charge(500 + program.length * 20)
  try {
    const node = compileNode(program)
    guard(node, meter)
    const results: unknown[] = []
    for (const result of node.apply(plain(value, meter), { userFuncArgs: {}, variables: {} })) {
      meter.charge(5)
      results.push(own(result, meter))
    }
    return results
  } catch (error) {
    if (typeof error === 'string') throw new Failure(`jq: ${error}`)
    if (error instanceof TypeError || error instanceof SyntaxError) {
      throw new Failure(`jq: ${error.message}`, { cause: error })
    }
    throw error
  }
}

/** Plain JSON of a value: a copy that the program may change. */
function plain(value: unknown, meter: Meter): unknown {
  meter.step()
  if (value instanceof Real) return value.value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Moment) return value.toJSON()
  if (typeof value !== 'object' || value === null) return value ?? null
  meter.enter()
  let copy: unknown
  if (isList(value)) copy = value.map((item) => plain(item, meter))
  else if (isMap(value)) copy = plainMap(value, meter)
  else throw new Failure(`jq cannot read ${kindOf(value)}`)
  meter.leave()
  return copy
}

function plainMap(value: Mapping, meter: Meter): Mapping {
  const copy: Mapping = {}
  for (const [key, inner] of Object.entries(value)) put(copy, key, plain(inner, meter))
  return copy
}
