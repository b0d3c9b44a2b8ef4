import type { Json, JsonObject, LocalText, Task } from '../flow.ts'
import { stagesOf } from '../stages.ts'
import { advance, begin } from './advance.ts'
import { visibleContext } from './context.ts'
import { alternativesOf } from './dry-alternatives.ts'
import { innerCall } from './inner.ts'
import { taskOf } from './task-index.ts'
import type { Effect, RenderItem } from './effects.ts'
import type { RenderResult, RunEvent, RunStart } from './events.ts'
import type { InnerRun } from './inner-state.ts'
import type { RunState } from './state.ts'
import type { Program, Step } from './types.ts'

/** What a dry run may know. */
export interface Known {
  /** Evaluates templates without asking the outside; `unknown` where the result hangs on something that is not known. */
  render(source: Json, context: JsonObject): RenderResult | 'unknown'
  /** Outputs by task id, from a recorded run. A task without an entry succeeds with outputs that are unknown. */
  outputs: JsonObject
}

export interface Reached<T> {
  item: T
  /** Not on every way that the run can take. */
  may: boolean
}

export interface DryRun {
  /** Top-level tasks, in order. */
  tasks: Reached<string>[]
  stages: Reached<{ id: string; title: LocalText }>[]
  /** Ids of tasks that ask people, at any depth. */
  approvals: Reached<string>[]
  /** There are more ways than were walked: what is not listed may be reached all the same. */
  truncated: boolean
}

const maxPaths = 64
const maxSteps = 5000
const everything = { whole: true, names: [] }

type AttemptEffect = Extract<Effect, { kind: 'run-task' }>

interface Path {
  state: RunState
  waiting: Effect[]
  reached: ReadonlySet<string>
}

/**
 * What happens next, without doing anything: walks the flow with these inputs. Approvals count as given, waits as over.
 * Where a condition is unknown all branches are walked, on 64 ways at most.
 */
export function dryRun(program: Program, start: RunStart, known: Known): DryRun {
  const walk = new DryWalk(program, known)
  const ways = walk.all(begin(program, start))
  const spread = <T>(
    items: readonly T[],
    isIn: (way: ReadonlySet<string>, item: T) => boolean,
  ): Reached<T>[] =>
    items
      .filter((item) => ways.some((way) => isIn(way, item)))
      .map((item) => ({ item, may: walk.truncated || !ways.every((way) => isIn(way, item)) }))
  const { flow } = program
  const stages = stagesOf(flow)
  const found = spread(stages, (way, { tasks }) => tasks.some((id) => way.has(id)))
  return {
    tasks: spread(
      flow.tasks.map(({ id }) => id),
      (way, id) => way.has(id),
    ),
    stages: found.map(({ item: { id, title }, may }) => ({ item: { id, title }, may })),
    approvals: spread([...walk.approvals], (way, id) => way.has(id)),
    truncated: walk.truncated,
  }
}

class DryWalk {
  truncated = false
  readonly approvals = new Set<string>()
  private paths = 1
  private steps = 0

  constructor(
    private readonly program: Program,
    private readonly known: Known,
  ) {}

  /** The ids of the tasks that each way runs. */
  all(first: Step): ReadonlySet<string>[] {
    const open = [this.follow({ waiting: [], reached: new Set() }, first)]
    const ended: ReadonlySet<string>[] = []
    for (let path = open.pop(); path; path = open.pop()) {
      const next = this.steps++ < maxSteps ? path.waiting[0] : undefined
      if (this.steps > maxSteps) this.truncated = true
      const resumed = next ? undefined : this.resume(path)
      if (resumed) open.push(resumed)
      else if (!next || next.kind === 'end') ended.push(path.reached)
      else open.push(...this.answer({ ...path, waiting: path.waiting.slice(1) }, next))
    }
    return ended
  }

  /** A pause counts as resumed, without values for its inputs. */
  private resume(path: Path): Path | undefined {
    const node = Object.values(path.state.nodes).find(({ waits, pause }) => waits === 'pause' && !pause?.over)
    if (!node || this.steps > maxSteps) return undefined
    const resume = { commandId: node.id, by: '', taskRunId: node.id, inputs: {} }
    const at = path.state.context.startedAt
    return this.follow(path, advance(this.program, path.state, { kind: 'resume', at, resume }))
  }

  private answer(path: Path, effect: Effect): Path[] {
    if (effect.kind === 'render') return this.render(path, effect.key, effect.items)
    const inner = effect.kind === 'run-task' ? this.innerOf(path.state, effect) : undefined
    const told = inner ? this.follow(path, advance(this.program, path.state, inner)) : path
    const event = this.eventOf(told.state, effect)
    return [event ? this.follow(told, advance(this.program, told.state, event)) : told]
  }

  /** The inner task runs of an attempt, all at once. */
  private innerOf(state: RunState, { taskRunId, attempt }: AttemptEffect): RunEvent | undefined {
    const inner = innerCall(this.program, state, taskRunId)
    const at = state.context.startedAt
    const runs = inner?.runs.map(({ taskId }): InnerRun => {
      const end = { outputs: this.recorded(taskId) }
      return { taskId, state: 'SUCCESS', attempts: [], startedAt: at, end }
    })
    return runs && { kind: 'inner-told', at, taskRunId, attempt, delivery: 1, runs }
  }

  private recorded(taskId: string): JsonObject | undefined {
    const recorded = Object.hasOwn(this.known.outputs, taskId) ? this.known.outputs[taskId] : undefined
    return isMap(recorded) ? recorded : undefined
  }

  private eventOf({ context }: RunState, effect: Effect): RunEvent | undefined {
    const at = effect.kind === 'start-timer' ? effect.until : context.startedAt
    switch (effect.kind) {
      case 'run-task':
      case 'run-inline': {
        const { taskRunId, taskId, attempt } = effect
        const outputs = this.recorded(taskId)
        return {
          kind: 'task-finished',
          at,
          taskRunId,
          attempt,
          result: { state: 'SUCCESS', outputs, startedAt: at },
        }
      }
      case 'start-children': {
        const { taskRunId, attempt, iterations } = effect
        const answer = {
          total: 1,
          children: [{ iteration: 0, executionId: '', end: { state: 'SUCCESS' as const } }],
        }
        return { kind: 'children-started', at, taskRunId, attempt, iterations, answer }
      }
      case 'start-timer':
        // only waits that are part of the way: deadlines are not reached
        return /^(sleep|retry):/.test(effect.timerId)
          ? { kind: 'timer-fired', at, timerId: effect.timerId }
          : undefined
      case 'open-approval':
        this.approvals.add(effect.taskId)
        return { kind: 'approval-opened', at, taskRunId: effect.taskRunId, opened: { kind: 'auto' } }
      default:
        return undefined
    }
  }

  private render(path: Path, key: string, items: readonly RenderItem[]): Path[] {
    const { state } = path
    const parts = (state.renders[key] ?? []).flatMap((ask) => ask.parts)
    const choices = items.map((item, index) => this.resultsOf(state, item, parts[index] ?? 'outputs'))
    const at = state.context.startedAt
    return this.combine(choices).map((results) =>
      this.follow(path, advance(this.program, state, { kind: 'rendered', at, key, results })),
    )
  }

  /** What an item can come to: one result, or all that make a difference. */
  private resultsOf(
    state: RunState,
    item: RenderItem,
    part: Parameters<typeof alternativesOf>[0],
  ): RenderResult[] {
    // a dry run has one round
    if (item.digest) return [{ value: '' }]
    const context = visibleContext(this.program, state, item.taskRunId, item.reads ?? everything)
    const result = this.known.render(item.source, context)
    if (result !== 'unknown' && 'value' in result) return [result]
    const node = item.taskRunId === undefined ? undefined : state.nodes[item.taskRunId]
    const task: Task | undefined = node && taskOf(this.program.flow, node.taskId)
    return alternativesOf(part, item.source, task && this.program.controls[task.type])
  }

  /** Every choice with every other, as long as there are ways left. */
  private combine(choices: readonly RenderResult[][]): RenderResult[][] {
    let combined: RenderResult[][] = [[]]
    for (const options of choices) {
      const room = maxPaths - this.paths + combined.length
      const many = combined.flatMap((head) => options.map((option) => [...head, option]))
      if (many.length > room) this.truncated = true
      combined = many.slice(0, Math.max(room, 1))
    }
    this.paths += combined.length - 1
    return combined
  }

  private follow(path: Omit<Path, 'state'>, step: Step): Path {
    const reached = new Set(path.reached)
    for (const fact of step.facts) {
      if (fact.kind === 'task-run' && fact.run.state !== 'SKIPPED' && fact.run.state !== 'CREATED')
        reached.add(fact.run.taskId)
    }
    return { state: step.state, waiting: [...path.waiting, ...step.effects], reached }
  }
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
