import { readsOf } from '../expressions/reads.ts'
import type { Check, Flow, JsonObject } from '../flow.ts'
import { localText } from '../local-text.ts'
import { isTrueText } from '../truth.ts'
import { printRaw } from './raw.ts'
import type { InputHost, InputProblem } from './types.ts'

/** A check that spoke: what to say, how, and what it means for a start. */
export type FailedCheck = Omit<Check, 'condition' | 'message'> & { message: string }

export interface CheckVerdict {
  /** Those whose condition is false, in the order in which they are written. */
  failed: FailedCheck[]
  /**
   * What a start does: the strictest of them. `BLOCK_EXECUTION` refuses, `FAIL_EXECUTION` makes an execution that fails before its
   * first task, `CREATE_EXECUTION` goes on, also where no check spoke.
   */
  behavior: Check['behavior']
}

/** What `readInputs` made of the values: a check over an input that is wrong itself is not asked, for that is said already. */
interface ReadValues {
  values: JsonObject
  problems: readonly Pick<InputProblem, 'inputId'>[]
}

const strictness: readonly Check['behavior'][] = ['BLOCK_EXECUTION', 'FAIL_EXECUTION', 'CREATE_EXECUTION']

/**
 * Judges a flow's `checks` over read inputs: for a start, and for a form before it is sent.
 * A condition that cannot be evaluated blocks, with the reason as its message.
 */
export async function judgeChecks(
  flow: Pick<Flow, 'checks'>,
  read: ReadValues,
  host: Pick<InputHost, 'render' | 'language'>,
): Promise<CheckVerdict> {
  const wrong = new Set(read.problems.map((problem) => firstPart(problem.inputId)))
  const failed: FailedCheck[] = []
  for (const check of flow.checks ?? []) {
    if (wrong.size > 0 && readsAny(check, wrong)) continue
    const failure = await judge(check, read.values, host)
    if (failure) failed.push(failure)
  }
  const behavior = strictness.find((one) => failed.some((check) => check.behavior === one))
  return { failed, behavior: behavior ?? 'CREATE_EXECUTION' }
}

async function judge(
  { condition, message, style, behavior }: Check,
  values: JsonObject,
  host: Pick<InputHost, 'render' | 'language'>,
): Promise<FailedCheck | undefined> {
  try {
    const rendered = await host.render(condition, values)
    if (isTrueText(rendered === null ? '' : printRaw(rendered))) return undefined
    return {
      message: printRaw(await host.render(localText(message, host.language ?? 'en'), values)),
      style,
      behavior,
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      message: `A check of this flow cannot be evaluated: ${why}`,
      style: 'ERROR',
      behavior: 'BLOCK_EXECUTION',
    }
  }
}

/** Whether the condition names one of these inputs, or what it names cannot be known. */
function readsAny({ condition }: Check, inputs: ReadonlySet<string>): boolean {
  const { whole, names } = readsOf(condition)
  return whole || names.some(([root, id]) => root === 'inputs' && (typeof id !== 'string' || inputs.has(id)))
}

function firstPart(id: string): string {
  return id.split('.')[0] ?? id
}
