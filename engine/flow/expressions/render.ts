import type { Json, JsonObject } from '../flow.ts'
import type { Env, Host } from './env.ts'
import { Failure, located, NotThere } from './error.ts'
import { execute } from './execute.ts'
import { Meter } from './meter.ts'
import { parsed } from './parse.ts'
import type { HostFunctions, Scope } from './types.ts'
import { put } from './values.ts'

/**
 * Renders one text.
 * @throws ExpressionError for a text that cannot be read or evaluated, and for functions that need a host
 */
export function renderText(source: string, scope: Scope): string {
  return evaluateText(source, scope, undefined)
}

/**
 * Renders every text in a value, keys of maps too. A text without a template and all that is no text stay as they are.
 * @throws ExpressionError at the first text that fails
 */
export function renderValue(value: Json, scope: Scope): Json {
  if (typeof value === 'string') return renderText(value, scope)
  if (Array.isArray(value)) return value.map((item) => renderValue(item, scope))
  if (value === null || typeof value !== 'object') return value
  const result: JsonObject = {}
  for (const [key, inner] of Object.entries(value)) {
    addEntry(result, renderText(key, scope), renderValue(inner, scope))
  }
  return result
}

/**
 * As `renderValue`, with functions that the host answers. Each question, by function and arguments, is asked once.
 * @throws ExpressionError; where the host's function rejected, its error is the `cause`
 */
export async function renderAsync(value: Json, scope: Scope, functions: HostFunctions): Promise<Json> {
  return new AsyncRendering(scope, functions).render(value)
}

function addEntry(target: JsonObject, key: string, value: Json): void {
  try {
    put(target, key, value)
  } catch (error) {
    throw located(error, key)
  }
}

function evaluateText(source: string, scope: Scope, host: Host | undefined): string {
  if (!source.includes('{')) return source
  const template = parsed(source)
  const env: Env = {
    scope,
    meter: new Meter(),
    zone: scope.timeZone ?? 'UTC',
    host,
    frame: undefined,
    macros: new Map(),
    blocks: new Map(),
    render: (text) => renderNested(text, env),
  }
  try {
    return execute(template, env)
  } catch (error) {
    throw located(error, source)
  }
}

function renderNested(text: string, env: Env): string {
  env.meter.charge(100 + text.length * 4)
  env.meter.enter()
  const template = parsed(text)
  try {
    return execute(template, env)
  } catch (error) {
    throw located(error, text)
  } finally {
    env.meter.leave()
  }
}

/** Ends an evaluation at a question that the host has not answered yet. */
class Unanswered extends Error {
  readonly key: string
  readonly ask: () => Promise<Json>

  constructor(key: string, ask: () => Promise<Json>) {
    super('A function of the host is not answered yet')
    this.key = key
    this.ask = ask
  }
}

type Answer = { value: Json } | { error: unknown }

const maxQuestions = 500

class AsyncRendering {
  private readonly functions: HostFunctions
  private readonly answers = new Map<string, Answer>()
  private readonly drawn: number[] = []
  private position = 0
  private readonly scope: Scope
  private readonly host: Host = { ask: (name, args, named) => this.ask(name, args, named) }

  constructor(scope: Scope, functions: HostFunctions) {
    this.functions = functions
    // Chance is kept on a tape, so that a text evaluated again draws the same numbers.
    this.scope = { ...scope, random: () => (this.drawn[this.position++] ??= scope.random()) }
  }

  async render(value: Json): Promise<Json> {
    if (typeof value === 'string') return this.text(value)
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) {
      const list: Json[] = []
      for (const item of value) list.push(await this.render(item))
      return list
    }
    const result: JsonObject = {}
    for (const [key, inner] of Object.entries(value))
      addEntry(result, await this.text(key), await this.render(inner))
    return result
  }

  private async text(source: string): Promise<string> {
    if (!source.includes('{')) return source
    const start = this.position
    for (;;) {
      this.position = start
      try {
        return evaluateText(source, this.scope, this.host)
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error
        this.answers.set(error.key, await answer(error))
      }
    }
  }

  private ask(name: string, args: Json[], named: Record<string, Json>): Json {
    const call = Object.hasOwn(this.functions, name) ? this.functions[name] : undefined
    if (!call) throw new Failure(`The function \`${name}\` cannot be used here`)
    const key = JSON.stringify([name, args, Object.entries(named).sort()])
    const known = this.answers.get(key)
    if (!known) {
      if (this.answers.size >= maxQuestions) throw new Failure('The template asks the host too often')
      throw new Unanswered(key, () => call(args, named))
    }
    if ('value' in known) return known.value
    if (known.error instanceof NotThere) throw known.error
    const reason = known.error instanceof Error ? known.error.message : String(known.error)
    throw new Failure(reason, { cause: known.error })
  }
}

async function answer(question: Unanswered): Promise<Answer> {
  try {
    return { value: await question.ask() }
  } catch (error) {
    return { error }
  }
}
