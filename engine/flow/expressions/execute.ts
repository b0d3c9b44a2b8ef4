import type { Macro, Node, Template } from './ast.ts'
import type { Args, Env, Frame } from './env.ts'
import { Failure, Misplaced } from './error.ts'
import { evaluate, evaluateArguments } from './evaluate.ts'
import { filters } from './filters/table.ts'
import { print } from './print.ts'
import { isTruthy, itemsOf } from './values.ts'

/** Renders a template in an environment; its macros and blocks come into force there. */
export function execute(template: Template, env: Env): string {
  for (const macro of template.macros.values())
    env.macros.set(macro.name, (args) => runMacro(macro, args, env))
  for (const [name, body] of template.blocks) env.blocks.set(name, () => runNested(body, env))
  return run(template.body, env)
}

function run(nodes: Node[], env: Env): string {
  let output = ''
  for (const node of nodes) {
    if (node.kind === 'text') {
      env.meter.step()
      env.meter.print(node.text)
      output += node.text
    } else output += placed(node, env)
  }
  return output
}

function placed(node: Exclude<Node, { kind: 'text' }>, env: Env): string {
  try {
    return runNode(node, env)
  } catch (error) {
    if (error instanceof Failure) throw new Misplaced(error.message, node.at, { cause: error.cause })
    throw error
  }
}

function runNode(node: Exclude<Node, { kind: 'text' }>, env: Env): string {
  switch (node.kind) {
    case 'print': {
      const text = print(evaluate(node.expression, env), env.meter)
      env.meter.print(text)
      return text
    }
    case 'if':
      return runIf(node, env)
    case 'for':
      return runFor(node, env)
    case 'set':
      assign(node.name, evaluate(node.value, env), env)
      return ''
    case 'filtered':
      return runFiltered(node, env)
    case 'block':
      return runNested(node.body, env)
    case 'macro':
      return ''
  }
}

function runNested(body: Node[], env: Env): string {
  env.meter.enter()
  const text = run(body, env)
  env.meter.leave()
  return text
}

function runIf(node: Extract<Node, { kind: 'if' }>, env: Env): string {
  for (const { condition, body } of node.branches) {
    if (isTruthy(evaluate(condition, env))) return runNested(body, env)
  }
  return runNested(node.otherwise, env)
}

function runFor(node: Extract<Node, { kind: 'for' }>, env: Env): string {
  const items = itemsOf(evaluate(node.items, env))
  if (items.length === 0) return runNested(node.otherwise, env)
  const outer = env.frame
  let output = ''
  for (const [index, item] of items.entries()) {
    env.meter.charge(3)
    const loop = {
      index,
      length: items.length,
      first: index === 0,
      last: index === items.length - 1,
      revindex: items.length - 1 - index,
    }
    env.frame = frameOf(
      [
        ['loop', loop],
        [node.variable, item],
      ],
      outer,
    )
    output += runNested(node.body, env)
  }
  env.frame = outer
  return output
}

function frameOf(names: [string, unknown][], outer: Frame | undefined): Frame {
  return { names: new Map(names), outer }
}

/** Changes the variable where it is, so that a loop may add up; a new one lives in the innermost scope. */
function assign(name: string, value: unknown, env: Env): void {
  let outermost: Frame | undefined
  for (let frame = env.frame; frame; frame = frame.outer) {
    if (frame.names.has(name)) {
      frame.names.set(name, value)
      return
    }
    outermost = frame
  }
  env.frame ??= frameOf([], undefined)
  const hidesVariable = Object.hasOwn(env.scope.variables, name)
  const target = hidesVariable ? (outermost ?? env.frame) : env.frame
  target.names.set(name, value)
}

function runFiltered(node: Extract<Node, { kind: 'filtered' }>, env: Env): string {
  let value: unknown = runNested(node.body, env)
  for (const { name, args, at } of node.filters) {
    const filter = filters.get(name)
    if (!filter) throw new Misplaced(`Unknown filter \`${name}\``, at)
    value = filter(value, evaluateArguments(args, env), env)
  }
  const text = print(value, env.meter)
  env.meter.print(text)
  return text
}

/** A macro sees its parameters and the variables of the scope, not the caller's locals. */
function runMacro(macro: Macro, args: Args, env: Env): string {
  const { parameters } = macro
  if (args.positional.length > parameters.length) {
    throw new Failure(`The macro \`${macro.name}\` takes ${String(parameters.length)} arguments at most`)
  }
  const unknown = Object.keys(args.named).find(
    (name) => !parameters.some((parameter) => parameter.name === name),
  )
  if (unknown !== undefined) throw new Failure(`The macro \`${macro.name}\` has no parameter \`${unknown}\``)
  env.meter.charge(8)
  const outer = env.frame
  env.frame = frameOf([], undefined)
  for (const [index, { name, fallback }] of parameters.entries()) {
    const given = Object.hasOwn(args.named, name) ? args.named[name] : args.positional[index]
    env.frame.names.set(name, given === undefined ? (fallback ? evaluate(fallback, env) : null) : given)
  }
  const text = runNested(macro.body, env)
  env.frame = outer
  return text
}
