import type { JqNode } from '@michaelhomer/jqjs'
import { Failure } from '../error.ts'
import type { Meter } from '../meter.ts'
import { isList, isMap } from '../values.ts'
import { safeForm, type Run } from './jq-safe-forms.ts'
import { SizeGauge } from './jq-size.ts'

const maxNodes = 5000
const maxIndex = 100_000
const pathTakers = new Set(['setpath/2', 'getpath/1', 'delpaths/1'])
const intrinsics = new Set<unknown>([Object.prototype, Array.prototype, String.prototype, Number.prototype])
const refused = 'The jq expression reaches for what is not data'

/** Meters every node of a program and checks what it yields, so that no prototype and no function is reached. */
export function guard(program: JqNode, meter: Meter): void {
  const seen = new Set<unknown>()
  const gauge = new SizeGauge(meter)
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    if (seen.size > maxNodes) throw new Failure('The jq expression is too long')
    for (const inner of Object.values(value)) visit(inner)
    if (isNode(value)) guardNode(value, meter, gauge)
  }
  visit(program)
}

function isNode(value: unknown): value is JqNode {
  return typeof value === 'object' && value !== null && 'apply' in value && typeof value.apply === 'function'
}

function guardNode(node: JqNode, meter: Meter, gauge: SizeGauge): void {
  const apply = safeForm(node, meter) ?? node.apply.bind(node)
  node.apply = function* (input, settings) {
    for (const result of apply(input, settings)) {
      meter.charge(10)
      checkResult(result, meter)
      gauge.check(result)
      yield result
    }
  }
  if (node.paths) {
    const paths = node.paths.bind(node)
    node.paths = checkedPaths(paths, meter)
  }
  const taken = typeof node.name === 'string' && pathTakers.has(node.name) ? node.args?.[0] : undefined
  if (taken) taken.apply = checkedPaths(taken.apply.bind(taken), meter)
}

function checkedPaths(run: Run, meter: Meter): Run {
  return function* (input, settings) {
    for (const path of run(input, settings)) {
      meter.charge(10)
      checkPath(path, input, meter)
      yield path
    }
  }
}

function checkResult(result: unknown, meter: Meter): void {
  if (typeof result === 'function' || intrinsics.has(result) || result === '__proto__')
    throw new Failure(refused)
  if (typeof result === 'string') meter.text(result.length)
}

/** A path may lead through own properties and through what is not there yet, never through inherited ones. */
function checkPath(path: unknown, input: unknown, meter: Meter): void {
  if (!isList(path)) return
  let current: unknown = input
  for (const part of path) {
    meter.step()
    if (typeof part === 'number' && part > maxIndex)
      throw new Failure('The jq expression makes too long a list')
    if (isList(part)) checkPath(part, input, meter)
    if (typeof part === 'string') {
      const own = isMap(current) && Object.hasOwn(current, part)
      const inherited = part in Object.prototype || (!isMap(current) && part in Array.prototype)
      if (!own && inherited) throw new Failure(refused)
      current = own && isMap(current) ? current[part] : undefined
    } else current = isList(current) && typeof part === 'number' ? current[part] : undefined
  }
}
