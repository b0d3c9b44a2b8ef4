import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { HostFunctions } from '#engine/flow/expressions/types.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import type { InputHost } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { isBelied } from '#server/files/content-type.ts'
import { namespaceScope } from '#server/namespaces/variables.ts'
import { directoryFor } from '#server/people/directory.ts'
import { requesterOf } from '#server/people/requester-of.ts'
import { Mask } from '#server/secrets/mask.ts'
import { seal } from '#server/secrets/seal.ts'
import { fileFunctions } from '#server/tasks/file-functions.ts'
import { httpFunction } from '#server/tasks/http-function.ts'
import { Rendering } from '#server/tasks/rendering.ts'
import { isSlow, renderSlowly } from './slow-renders.ts'
import { subflowFunction } from './subflow-function.ts'

interface HostOptions {
  /** Waits for what the outside answers to a template; a form is told "not yet" instead. */
  patient?: boolean
  /** What templates see besides. */
  variables?: JsonObject
  /** What they see under `inputs` beside those that are read. */
  given?: JsonObject
  /** How many flows asked for this one's options before. */
  depth?: number
}

/** What the inputs of a flow are read with, for this person. Used by the form, its validation and the start alike. */
export function inputHost(
  actor: Actor,
  flow: Pick<Flow, 'id' | 'namespace' | 'revision' | 'variables'>,
  { patient = false, variables: more, given, depth = 0 }: HostOptions = {},
): InputHost {
  const { id, language } = actor
  const variables = {
    flow: { id: flow.id, namespace: flow.namespace, revision: flow.revision },
    vars: flow.variables,
    requester: requesterOf(actor),
    ...more,
  }
  const subflow = subflowFunction({
    actor,
    flow,
    depth,
    hostFor: (target) => inputHost(actor, target, { patient: true, depth: depth + 1 }),
  })
  const render: InputHost['render'] = async (source, inputs, into) => {
    const mask = new Mask()
    const scope = {
      variables: { ...variables, inputs, ...(await namespaceScope(flow.namespace, source)) },
      now: Date.now(),
      random: Math.random,
      timeZone: env().FORMWORK_TIMEZONE,
    }
    const rendered = await renderAsync(source, scope, { ...functionsFor(flow, mask), subflow })
    if (into?.secret !== true && mask.hides(JSON.stringify(rendered)))
      throw new Error('A secret may only be the default of an input of type \`SECRET\`.')
    return rendered
  }
  return {
    language,
    checks,
    render: (source, own, into) => {
      const inputs = { ...given, ...own }
      if (into?.secret === true || !isSlow(source)) return render(source, inputs, into)
      // a flow that asks itself must not wait for its own question
      const around = depth === 0 ? variables : { ...variables, depth }
      return renderSlowly({ source, inputs, around, patient }, () => render(source, inputs, into))
    },
    directory: directoryFor(actor),
    seal,
    upload: async (uploadId) => {
      const upload = await db.upload.findFirst({ where: { id: uploadId, personId: id, complete: true } })
      if (!upload) return undefined
      const { name, size, contentType } = upload
      return { name, size: Number(size), belied: contentType !== null && isBelied(name, contentType) }
    },
  }
}

/** What an input's templates may ask of the outside before there is an execution. */
function functionsFor(flow: Pick<Flow, 'id' | 'namespace'>, mask: Mask): HostFunctions {
  const owner = { executionId: '', namespace: flow.namespace, flowId: flow.id }
  const { kv, secret, env: environment } = new Rendering(owner, mask).functions
  return {
    ...(kv && { kv }),
    ...(secret && { secret }),
    ...(environment && { env: environment }),
    ...fileFunctions(owner),
    http: httpFunction,
  }
}
