import type { Arguments, Expression } from './ast.ts'
import type { Args, Env } from './env.ts'
import { Failure, Misplaced, Missing, NotThere } from './error.ts'
import { filters } from './filters/table.ts'
import { functions } from './functions/table.ts'
import { absent, find } from './look-up.ts'
import { isNumeric, isWhole, negate } from './numbers.ts'
import { operators } from './operators.ts'
import { print } from './print.ts'
import { tests } from './test-table.ts'
import { isList, isMap, isTruthy, kindOf, put, type Mapping } from './values.ts'

/** Steps for one that is thrown and caught. */
const costOfAnError = 200

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>

/** The value of an expression. Throws `Missing` for what is not there, `Misplaced` for all other failures. */
export function evaluate(node: Expression, env: Env): unknown {
  env.meter.step()
  switch (node.kind) {
    case 'literal':
      return node.value
    case 'name':
      return lookUp(node, env)
    default:
      break
  }
  env.meter.enter()
  const value = guarded(node, env)
  env.meter.leave()
  return value
}

function guarded(node: Expression, env: Env): unknown {
  try {
    return compound(node, env)
  } catch (error) {
    if (error instanceof NotThere) throw new Missing('', node.at, error.message)
    if (error instanceof Failure) throw new Misplaced(error.message, node.at, { cause: error.cause })
    throw error
  }
}

function compound(node: Expression, env: Env): unknown {
  switch (node.kind) {
    case 'attribute':
      return attribute(node, env)
    case 'subscript':
      return subscript(node, env)
    case 'unary':
      return unary(node, env)
    case 'binary':
      return binary(node, env)
    case 'ternary':
      return evaluate(isTruthy(evaluate(node.condition, env)) ? node.yes : node.no, env)
    case 'test':
      return test(node, env) !== node.negated
    case 'filter':
      return filter(node, env)
    case 'call':
      return call(node, env)
    case 'list':
      return node.items.map((item) => evaluate(item, env))
    case 'map':
      return map(node, env)
    case 'interpolation':
      return node.parts.reduce((text, part) => joined(text, evaluate(part, env), env), '')
    default:
      return lookUpOrLiteral(node, env)
  }
}

function lookUpOrLiteral(node: Of<'name'> | Of<'literal'>, env: Env): unknown {
  return node.kind === 'name' ? lookUp(node, env) : node.value
}

function joined(text: string, value: unknown, env: Env): string {
  const more = print(value, env.meter)
  env.meter.text(text.length + more.length)
  return text + more
}

function lookUp(node: Of<'name'>, env: Env): unknown {
  const value = find(node.name, env)
  if (value === absent) throw new Missing(node.name, node.at)
  return value
}

function attribute(node: Of<'attribute'>, env: Env): unknown {
  return member(evaluate(node.target, env), node.name, node)
}

function subscript(node: Of<'subscript'>, env: Env): unknown {
  const target = evaluate(node.target, env)
  return member(target, evaluate(node.index, env), node)
}

function member(target: unknown, key: unknown, node: Of<'attribute'> | Of<'subscript'>): unknown {
  const value = findIn(target, key)
  if (value === absent) throw new Missing(pathOf(node), node.at)
  return value
}

function findIn(target: unknown, key: unknown): unknown {
  if (isMap(target)) {
    const name = typeof key === 'string' ? key : typeof key === 'object' ? undefined : String(key)
    if (name !== undefined && Object.hasOwn(target, name)) return target[name]
  } else if (isList(target)) {
    const index = typeof key === 'string' && /^\d{1,9}$/.test(key) ? Number(key) : key
    if (isNumeric(index) && isWhole(index) && Number(index) >= 0 && Number(index) < target.length) {
      return target[Number(index)]
    }
  }
  return absent
}

/** How the author wrote it, as far as it is fixed: `inputs.name`, `list[3]`, `map[…]`. */
function pathOf(node: Expression): string {
  if (node.kind === 'name') return node.name
  if (node.kind === 'attribute') return `${pathOf(node.target)}.${node.name}`
  if (node.kind !== 'subscript') return '…'
  const index = node.index.kind === 'literal' ? String(node.index.value) : '…'
  return `${pathOf(node.target)}[${index}]`
}

function unary(node: Of<'unary'>, env: Env): unknown {
  const value = evaluate(node.operand, env)
  if (node.operator === 'not') return !isTruthy(value)
  if (!isNumeric(value))
    throw new Failure(`The sign \`${node.operator}\` needs a number, but got ${kindOf(value)}`)
  return node.operator === '-' ? negate(value) : value
}

function binary(node: Of<'binary'>, env: Env): unknown {
  switch (node.operator) {
    case 'and':
    case '&&':
      return isTruthy(evaluate(node.left, env)) && isTruthy(evaluate(node.right, env))
    case 'or':
    case '||':
      return isTruthy(evaluate(node.left, env)) || isTruthy(evaluate(node.right, env))
    case '??': {
      const value = tolerant(node.left, env)
      return value === null || value === undefined ? evaluate(node.right, env) : value
    }
    case '???': {
      const value = tolerant(node.left, env)
      return value === undefined ? evaluate(node.right, env) : value
    }
    default: {
      const left = evaluate(node.left, env)
      const right = evaluate(node.right, env)
      const operator = operators[node.operator]
      if (!operator) throw new Failure(`Unknown operator \`${node.operator}\``)
      return operator(left, right, env)
    }
  }
}

/** The value, or undefined where something on the way to it is not there. */
function tolerant(node: Expression, env: Env): unknown {
  const { depth } = env.meter
  const { frame } = env
  try {
    const value = attempt(node, env)
    return value === absent ? undefined : (value ?? null)
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    env.meter.charge(costOfAnError)
    env.meter.depth = depth
    env.frame = frame
    return undefined
  }
}

/** Walks a path of names without throwing. */
function attempt(node: Expression, env: Env): unknown {
  if (node.kind === 'name') {
    env.meter.step()
    return find(node.name, env)
  }
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return evaluate(node, env)
  env.meter.step()
  env.meter.enter()
  const target = attempt(node.target, env)
  const key = node.kind === 'attribute' ? node.name : evaluate(node.index, env)
  env.meter.leave()
  return target === absent ? absent : findIn(target, key)
}

function test(node: Of<'test'>, env: Env): boolean {
  // null is nothing too: an optional input without a value is not defined
  if (node.name === 'defined') return (tolerant(node.operand, env) ?? null) !== null
  const found = Object.hasOwn(tests, node.name) ? tests[node.name] : undefined
  if (!found) throw new Failure(`Unknown test \`${node.name}\``)
  const value = evaluate(node.operand, env)
  return found(value, evaluateArguments(node.args, env), env)
}

function filter(node: Of<'filter'>, env: Env): unknown {
  const found = filters.get(node.name)
  if (!found) throw new Failure(`Unknown filter \`${node.name}\``)
  const value = node.name === 'default' ? (tolerant(node.operand, env) ?? null) : evaluate(node.operand, env)
  return found(value, evaluateArguments(node.args, env), env)
}

function call(node: Of<'call'>, env: Env): unknown {
  const args = evaluateArguments(node.args, env)
  const macro = env.macros.get(node.name)
  if (macro) return macro(args)
  const found = functions.get(node.name)
  if (!found) throw new Failure(`Unknown function \`${node.name}\``)
  return found(args, env)
}

/** Arguments in the order they are written. */
export function evaluateArguments(args: Arguments, env: Env): Args {
  const named: Mapping = {}
  const positional = args.positional.map((argument) => evaluate(argument, env))
  for (const { name, value } of args.named) put(named, name, evaluate(value, env))
  return { positional, named }
}

function map(node: Of<'map'>, env: Env): Mapping {
  const result: Mapping = {}
  for (const { key, value } of node.entries)
    put(result, print(evaluate(key, env), env.meter), evaluate(value, env))
  return result
}
