import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { controls } from '#generated/catalog/controls.ts'
import { z } from 'zod'
import { decide } from '../approvals/decide.ts'
import type { Decision, Policy } from '../approvals/types.ts'
import { renderValue } from '../expressions/render.ts'
import type { Json, JsonObject } from '../flow.ts'
import { parseFlow } from '../parse/parse-flow.ts'
import type { TaskSpec } from '../spec.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { GoldenCase, GoldenEvent } from './golden-case.ts'
import { Play, type PlayedCall, type PlayedEnd, type PlayedHost } from './play.ts'
import { taskRunId } from './task-run-id.ts'
import type { ApprovalOpened, Program, RenderResult, RunStart } from './types.ts'

/** Stands for any task that does something: `test.work` in an activity, `test.quick` inline. */
function standIn(type: string, mode: 'activity' | 'inline'): TaskSpec {
  return {
    type,
    aliases: [],
    title: type,
    description: 'Only in tests.',
    icon: 'flask-conical',
    mode,
    properties: z.object({ text: z.string().describe('Rendered when it begins.').optional() }),
    branches: [],
    propertyAliases: {},
    outputs: z.object({}),
  }
}

const standIns = [standIn('test.work', 'activity'), standIn('test.quick', 'inline')]

export const testVocabulary: Vocabulary = {
  ...vocabulary,
  tasks: new Map([...vocabulary.tasks, ...standIns.map((spec) => [spec.type, spec] as const)]),
}

/** @throws Error with all problems of the source */
export function programOf(source: string): Program {
  const { flow, problems } = parseFlow(source, testVocabulary)
  if (!flow) throw new Error(problems.map(({ line, message }) => `line ${line}: ${message}`).join('\n'))
  return { flow, controls }
}

export function startOf({ inputs, labels, requester }: GoldenCase): RunStart {
  return { executionId: 'exec', generation: 1, inputs, labels, variables: {}, requester, at: 0 }
}

/** The outside of a golden file: its own answers, and the product's expressions. */
export class GoldenHost implements PlayedHost {
  /** What `text` rendered to, by task id. */
  readonly messages: Record<string, string> = {}

  constructor(private readonly file: GoldenCase) {}

  render(item: { source: Json }, context: JsonObject, at: number): RenderResult {
    try {
      return { value: renderValue(item.source, { variables: context, now: at, random: () => 0.5 }) }
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) }
    }
  }

  run({ task, attempt, context, at }: PlayedCall): PlayedEnd {
    const rendered = this.render({ source: task.properties.text ?? '' }, context, at)
    if ('error' in rendered) return { end: { state: 'FAILED', message: rendered.error }, afterMs: 0 }
    this.messages[task.id] = String(rendered.value)
    const answers = this.file.answers[task.id] ?? []
    const answer = answers[Math.min(attempt, answers.length) - 1]
    if (!answer) return { end: { state: 'SUCCESS' }, afterMs: 0 }
    const { never, afterMs, ...end } = answer
    return never ? 'never' : { end, afterMs }
  }

  open({ task, at }: PlayedCall): ApprovalOpened {
    const asked = this.file.approvals[task.id]
    if (!asked) throw new Error(`No approval for ${task.id} in the golden file`)
    if (asked.auto) return { kind: 'auto' }
    if (asked.impossible !== undefined) return { kind: 'impossible', message: asked.impossible }
    const { groups, order, notRequester, commentRequired, requester: requesterId, dueInMs } = asked
    const policy: Policy = {
      order,
      rules: { notRequester, commentRequired },
      requesterId,
      groups: groups.map(({ people, quorum }, index) => ({
        title: `Group ${index + 1}`,
        quorum,
        people: people.map((name) => ({ id: name, name })),
      })),
    }
    const dueAt = dueInMs === undefined ? undefined : at + dueInMs
    return { kind: 'open', approval: { version: 1, seenHash: 'seen', policy, dueAt } }
  }
}

/** Plays a golden file to its end; `between` is called after everything that happened. */
export function playGolden(file: GoldenCase, between: (play: Play) => void) {
  const host = new GoldenHost(file)
  const play = new Play(programOf(file.flow), startOf(file), host)
  const told: string[] = []
  const events = [...file.events]
  between(play)
  for (let steps = 0; steps < 10_000; steps++) {
    const event = events[0]
    if (event && !play.ended && isDue(event, play)) {
      events.shift()
      play.now = Math.max(play.now, event.atMs ?? 0)
      const heard = happen(event, play)
      if (heard !== undefined) told.push(heard)
    } else if (!play.next()) break
    between(play)
  }
  return { play, host, told, left: events.length }
}

/** An event without a time waits until nothing goes on at once. */
function isDue({ atMs }: GoldenEvent, { nextAt, now }: Play): boolean {
  return nextAt === undefined || nextAt > (atMs ?? now)
}

function happen({ decide: asked, kill, resubmit, finished }: GoldenEvent, play: Play): string | undefined {
  const idOf = (taskId: string) => taskRunId({ executionId: 'exec', taskId, round: play.state.round })
  if (kill) play.apply({ kind: 'kill', ...kill })
  if (resubmit) play.apply({ kind: 'resubmitted', ...resubmit })
  if (finished) {
    const result = { state: 'SUCCESS' as const, outputs: { late: true }, startedAt: play.now }
    play.apply({ kind: 'task-finished', taskRunId: idOf(finished.task), attempt: finished.attempt, result })
  }
  if (!asked) return undefined
  const { by, task, id, told: _, ...rest } = asked
  const decision: Decision = {
    ...rest,
    decisionId: id ?? `${by}-${task}`,
    taskRunId: idOf(task),
    personId: by,
    personName: by,
    door: 'test',
  }
  const answer = decide(play.state, decision)
  play.decide(decision)
  return answer.accepted ? answer.outcome : answer.code
}
