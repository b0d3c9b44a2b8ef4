import { dryRun, type Known } from '#engine/flow/advance/dry-run.ts'
import { chooseDeciders } from '#engine/flow/approvals/matrix.ts'
import type { Flow, Json, JsonObject, Task } from '#engine/flow/flow.ts'
import { stagesOf } from '#engine/flow/stages.ts'
import { controls } from '#generated/catalog/controls.ts'
import type { Actor } from '#server/actor.ts'
import { approvalsIn, onlyAsks } from '#server/approvals/asked.ts'
import { readNames } from '#server/approvals/properties.ts'
import { dryStart, renderKnown } from '#server/flows/dry-start.ts'
import { localText } from '#engine/flow/local-text.ts'
import { pastRuns } from '#server/requests/past-runs.ts'
import { runsAlong, usualByStage, type Path } from '#server/requests/usual.ts'
import { namesOf } from '#server/people/names-of.ts'
import { requesterOf } from '#server/people/requester-of.ts'
import type { AppView } from './view.ts'

type Next = AppView['next']

/**
 * What happens after the submit with these answers: the stages, and who decides in them as far as it can be known now. The flow is
 * walked without doing anything; a stage of approvals of which none will be asked for is left out.
 */
export async function nextOf(actor: Actor, flow: Flow, values: JsonObject): Promise<Next> {
  const requester = requesterOf(actor)
  const variables = { inputs: values, vars: flow.variables, labels: flow.labels, requester }
  const render = renderKnown()
  const run = dryRun({ flow, controls }, dryStart(flow, values, requester), { render, outputs: {} })
  const may = new Map(run.approvals.map(({ item, may: unsure }) => [item, unsure]))
  const stages = run.stages.flatMap(({ item, may: unsure }) => {
    const own = tasksOf(flow, item.id)
    const asked = approvalsIn(own).filter((task) => may.has(task.id))
    if (onlyAsks(own) && asked.length === 0 && !run.truncated) return []
    const allUnsure = onlyAsks(own) && asked.every((task) => may.get(task.id) === true)
    const names = asked.flatMap((task) => decidersIn(task, (source) => render(source, variables)))
    return [{ ...item, may: unsure || allUnsure, names }]
  })
  // who works here is not told to people without an account
  if (actor.guest)
    return stages.map(({ id, title, may: unsure }) => ({
      id,
      title: localText(title, actor.language) ?? id,
      may: unsure,
      deciders: [],
    }))
  const [known, past] = await Promise.all([
    namesOf(stages.flatMap((stage) => stage.names)),
    pastRuns({ namespace: flow.namespace, flowId: flow.id }),
  ])
  const usual = usualByStage(runsAlong(past, pathOf(flow, stages)))
  return stages.map(({ id, title, may: unsure, names }) => ({
    id,
    title: localText(title, actor.language) ?? id,
    may: unsure,
    ...usual.get(id),
    deciders: [...new Set(names.map((name) => known.get(name.toLowerCase()) ?? name))],
  }))
}

/** The way that these answers lead for sure. */
function pathOf(flow: Flow, stages: readonly { id: string; may: boolean }[]): Path {
  const come = new Set(stages.map(({ id }) => id))
  return {
    with: stages.filter(({ may }) => !may).map(({ id }) => id),
    without: stagesOf(flow).flatMap(({ id }) => (come.has(id) ? [] : [id])),
  }
}

function tasksOf(flow: Flow, stageId: string): Task[] {
  const ids = stagesOf(flow).find((stage) => stage.id === stageId)?.tasks ?? []
  return flow.tasks.filter((task) => ids.includes(task.id) && !task.disabled)
}

/** Slugs of groups, and ids or mails of people; what depends on later steps is left out. */
function decidersIn(task: Task, render: (source: Json) => ReturnType<Known['render']>): string[] {
  const chosen = chooseDeciders(task.properties, (source) => {
    const result = render(source)
    return result !== 'unknown' && 'value' in result ? result.value : undefined
  })
  const groups = chosen && 'deciders' in chosen ? chosen.deciders : undefined
  if (!Array.isArray(groups)) return []
  return groups
    .flatMap((one) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? [one.group, one.groups, one.user, one.users]
        : [],
    )
    .flat()
    .flatMap((source) => {
      const result = source === undefined ? 'unknown' : render(source)
      return result !== 'unknown' && 'value' in result ? readNames(result.value) : []
    })
}
