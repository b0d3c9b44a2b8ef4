import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { controls } from '#generated/catalog/controls.ts'
import { z } from 'zod'
import { decide } from '../approvals/decide.ts'
import type { Escalated } from '../approvals/amendment.ts'
import type { Decision, Policy, Vote } from '../approvals/types.ts'
import { renderValue } from '../expressions/render.ts'
import { canonicalJson } from '../canonical.ts'
import type { JsonObject } from '../flow.ts'
import { parseFlow } from '../parse/parse-flow.ts'
import type { TaskSpec } from '../spec.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { GoldenCase, GoldenEvent } from './golden-case.ts'
import { resumable } from './hold.ts'
import { resubmittable } from '../approvals/resubmit.ts'
import { Play, type PlayedCall, type PlayedChildren, type PlayedEnd, type PlayedHost } from './play.ts'
import { taskRunId } from './task-run-id.ts'
import type { RenderItem } from './effects.ts'
import type { ApprovalOpened, RenderResult, RunStart } from './events.ts'
import type { Program } from './types.ts'

/** Stands for any task that does something: `test.work` in an activity, `test.quick` inline, `test.echo` gives its text. */
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

const standIns = [
  standIn('test.work', 'activity'),
  standIn('test.quick', 'inline'),
  standIn('test.echo', 'inline'),
]

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

export function startOf({ inputs, labels, requester, attempt, waitedMs }: GoldenCase): RunStart {
  const origin = attempt && { executionId: 'first', attempt: attempt.number, startedAt: -attempt.firstMs }
  const times = { startedAt: -waitedMs, at: 0 }
  return { executionId: 'exec', generation: 1, inputs, labels, variables: {}, requester, origin, ...times }
}

/** The outside of a golden file: its own answers, and the product's expressions. */
export class GoldenHost implements PlayedHost {
  /** What `text` rendered to, by task id. */
  readonly messages: Record<string, string> = {}

  constructor(private readonly file: GoldenCase) {}

  render(
    { source, digest }: Pick<RenderItem, 'source' | 'digest'>,
    context: JsonObject,
    at: number,
  ): RenderResult {
    try {
      if (digest === 'values') return { value: canonicalJson(context) }
      const value = renderValue(source, { variables: context, now: at, random: () => 0.5 })
      return { value: digest ? canonicalJson(value) : value }
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) }
    }
  }

  run({ task, attempt, value, context, at }: PlayedCall): PlayedEnd {
    const name = value === undefined ? task.id : `${task.id}[${value}]`
    const rendered = this.render({ source: task.properties.text ?? '' }, context, at)
    if ('error' in rendered) return { end: { state: 'FAILED', message: rendered.error }, afterMs: 0 }
    this.messages[task.id] = this.messages[name] = String(rendered.value)
    const answers = this.file.answers[name] ?? this.file.answers[task.id] ?? []
    const answer = answers[Math.min(attempt, answers.length) - 1]
    if (!answer) {
      const outputs = task.type === 'test.echo' ? { value: rendered.value } : undefined
      return { end: { state: 'SUCCESS', outputs }, afterMs: 0 }
    }
    const { never, afterMs, ...end } = answer
    return never ? 'never' : { end, afterMs }
  }

  children({ task }: PlayedCall): PlayedChildren {
    const asked = this.file.children[task.id]
    if (!asked) throw new Error(`No children for ${task.id} in the golden file`)
    const { total, impossible, ends } = asked
    return {
      total,
      impossible,
      ends: (iteration) => {
        const { never = true, afterMs = 0, ...end } = ends[Math.min(iteration, ends.length - 1)] ?? {}
        return never ? 'never' : { end: { state: 'SUCCESS', ...end }, afterMs }
      },
    }
  }

  open({ task, taskRunId, at }: PlayedCall): ApprovalOpened {
    const asked = this.file.approvals[task.id]
    if (!asked) throw new Error(`No approval for ${task.id} in the golden file`)
    if (asked.auto) return { kind: 'auto' }
    if (asked.impossible !== undefined) return { kind: 'impossible', message: asked.impossible }
    const { groups, order, notRequester, commentRequired, requester: requesterId, dueInMs } = asked
    const { remindInMs, escalate, sendBack, standing, form, url } = asked
    const policy: Policy = {
      order,
      ...(sendBack ? { sendBack: {} } : {}),
      ...(form ? { form } : {}),
      rules: { notRequester, commentRequired },
      requesterId,
      groups: groups.map(({ people, quorum }, index) => ({
        title: `Group ${index + 1}`,
        quorum,
        people: people.map((name) => ({ id: name, name })),
      })),
    }
    const dueAt = dueInMs === undefined ? undefined : at + dueInMs
    const remindAt = remindInMs?.map((after) => at + after)
    const times = { dueAt, remindAt, escalations: escalate.length, ...(url === undefined ? {} : { url }) }
    const round = Number(/,(\d+)$/.exec(taskRunId)?.[1] ?? 1)
    const votes = (standing[round] ?? []).map((name): Vote => ({
      decisionId: `${name}-stands-${round}`,
      personId: name,
      personName: name,
      vote: 'APPROVE',
      at: 0,
    }))
    return { kind: 'open', approval: { version: 1, seenHash: 'seen', policy, ...times }, votes }
  }

  escalate({ task, attempt, at }: PlayedCall): Escalated {
    const { people = [], dueInMs } = this.file.approvals[task.id]?.escalate[attempt - 1] ?? {}
    if (people.length === 0) return { kind: 'nobody' }
    const named = people.map((name) => ({ id: name, name }))
    return { kind: 'more', people: named, dueAt: dueInMs === undefined ? undefined : at + dueInMs }
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

function happen(event: GoldenEvent, play: Play): string | undefined {
  const { decide: asked, kill, hold, resume, resubmit, finished } = event
  const idOf = (taskId: string, iterations: number[] = []) =>
    taskRunId({ executionId: 'exec', taskId, iterations, round: play.state.round })
  if (hold) play.apply({ kind: 'hold', ...hold })
  if (resume) return resumed(resume, play, resume.task === undefined ? undefined : idOf(resume.task))
  if (kill) play.apply({ kind: 'kill', ...kill })
  if (resubmit) {
    const { id, told: _, ...given } = resubmit
    const resubmission = { ...given, commandId: id ?? `${given.by}-${given.round}`, door: 'test' }
    const answer = resubmittable(play.state, resubmission)
    play.apply({ kind: 'resubmitted', resubmission })
    return answer.accepted ? 'resubmitted' : answer.code
  }
  if (finished) {
    const result = { state: 'SUCCESS' as const, outputs: { late: true }, startedAt: play.now }
    play.apply({ kind: 'task-finished', taskRunId: idOf(finished.task), attempt: finished.attempt, result })
  }
  if (!asked) return undefined
  const { by, task, id, told: _, iterations, ...rest } = asked
  const decision: Decision = {
    ...rest,
    decisionId: id ?? [by, task, ...iterations].join('-'),
    taskRunId: idOf(task, iterations),
    personId: by,
    personName: by,
    door: 'test',
  }
  const answer = decide(play.state, decision)
  play.decide(decision)
  return answer.accepted ? answer.outcome : answer.code
}

function resumed(
  asked: NonNullable<GoldenEvent['resume']>,
  play: Play,
  taskRunId: string | undefined,
): string {
  const { by, inputs, id } = asked
  const resume = { commandId: id ?? `${by}-${play.now}`, by, taskRunId, inputs }
  const answer = resumable(play.state, resume)
  play.apply({ kind: 'resume', resume })
  return answer.accepted ? 'resumed' : answer.code
}
