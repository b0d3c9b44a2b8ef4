import { ExpressionError } from '#engine/flow/expressions/error.ts'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { Flow, Json, JsonObject, Task } from '#engine/flow/flow.ts'
import { stagesOf } from '#engine/flow/stages.ts'
import { isTrueText } from '#engine/flow/truth.ts'
import type { Actor } from '#server/actor.ts'
import { approvalsIn } from '#server/approvals/asked.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { localText } from '#server/flows/words.ts'
import type { AppView } from './view.ts'

type Next = AppView['next']

/** What happens after the submit with these answers: the stages, and who decides in them as far as it can be known now. */
export async function nextOf(actor: Actor, flow: Flow, values: JsonObject): Promise<Next> {
  const render = renderer(actor, flow, values)
  const tasks = new Map(flow.tasks.map((task) => [task.id, task]))
  const stages = stagesOf(flow).map(async (stage) => {
    const own = stage.tasks.flatMap((id) => tasks.get(id) ?? []).filter((task) => !task.disabled)
    const runs = await Promise.all(own.map((task) => certainty(task, render)))
    const asked = approvalsIn(own.filter((_, index) => runs[index] !== 'no'))
    const named = await Promise.all(asked.map(({ task }) => decidersIn(task, render)))
    return {
      id: stage.id,
      title: localText(stage.title, actor.language) ?? stage.id,
      may: own.length > 0 && !runs.includes('yes'),
      none: own.length === 0 || runs.every((run) => run === 'no'),
      asked: [...new Set(named.flat())],
    }
  })
  const all = (await Promise.all(stages)).filter(({ none }) => !none)
  const names = await namesOf(all.flatMap((stage) => stage.asked))
  return all.map(({ id, title, may, asked }) => ({
    id,
    title,
    may,
    deciders: [...new Set(asked.map((one) => names.get(one.toLowerCase()) ?? one))],
  }))
}

/** Undefined: it cannot be known before the flow runs. */
type Render = (value: Json) => Promise<Json | undefined>

function renderer(actor: Actor, flow: Flow, values: JsonObject): Render {
  const { id, email, name, timeZone, language } = actor
  const variables = {
    inputs: values,
    vars: flow.variables,
    labels: flow.labels,
    flow: { id: flow.id, namespace: flow.namespace, revision: flow.revision },
    requester: { id, email, name, timeZone, language, kind: 'person' },
  }
  return async (value) => {
    try {
      const scope = { variables, now: Date.now(), random: Math.random, timeZone: env().FORMWORK_TIMEZONE }
      return await renderAsync(value, scope, {})
    } catch (error) {
      if (error instanceof ExpressionError) return undefined
      throw error
    }
  }
}

async function certainty(task: Task, render: Render): Promise<'yes' | 'may' | 'no'> {
  if (task.runIf === undefined) return 'yes'
  const rendered = await render(task.runIf)
  if (rendered === undefined) return 'may'
  return isTrueText(typeof rendered === 'string' ? rendered : JSON.stringify(rendered)) ? 'yes' : 'no'
}

/** Slugs of groups, and ids or mails of people; what depends on later steps is left out. */
async function decidersIn(task: Task, render: Render): Promise<string[]> {
  const groups = task.properties.deciders
  if (!Array.isArray(groups)) return []
  const rendered = await Promise.all(
    groups.map(async (group) => {
      if (typeof group !== 'object' || group === null || Array.isArray(group)) return []
      const { group: slug, user, users } = group
      const names = [slug, user, ...(Array.isArray(users) ? users : [users])].filter(
        (name) => typeof name === 'string',
      )
      return Promise.all(names.map(render))
    }),
  )
  return rendered.flat().filter((name) => typeof name === 'string' && name !== '') as string[]
}

/** What people call them, by slug, id and mail. */
async function namesOf(asked: readonly string[]): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map()
  const keys = [...new Set(asked)]
  const [groups, people] = await Promise.all([
    db.group.findMany({ where: { slug: { in: keys } }, select: { slug: true, name: true } }),
    db.person.findMany({
      where: { OR: [{ id: { in: keys } }, { email: { in: keys.map((key) => key.toLowerCase()) } }] },
      select: { id: true, email: true, name: true },
    }),
  ])
  return new Map([
    ...people.flatMap(({ id, email, name }) => [[id.toLowerCase(), name] as const, [email, name] as const]),
    ...groups.map(({ slug, name }) => [slug.toLowerCase(), name] as const),
  ])
}
