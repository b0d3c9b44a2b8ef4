import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { Flow } from '#engine/flow/flow.ts'
import type { InputHost } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { seal } from '#server/secrets/seal.ts'

/** What the inputs of a flow are read with, for this person: used by the form, its validation and the start alike. */
export function inputHost(
  actor: Actor,
  flow: Pick<Flow, 'id' | 'namespace' | 'revision' | 'variables'>,
): InputHost {
  const { id, email, name, timeZone, language } = actor
  const variables = {
    flow: { id: flow.id, namespace: flow.namespace, revision: flow.revision },
    vars: flow.variables,
    requester: { id, email, name, timeZone, language, kind: 'person' },
  }
  return {
    checks,
    render: (source, inputs) =>
      renderAsync(
        source,
        {
          variables: { ...variables, inputs },
          now: Date.now(),
          random: Math.random,
          timeZone: env().FORMWORK_TIMEZONE,
        },
        {},
      ),
    seal,
    upload: async (uploadId) => {
      const upload = await db.upload.findFirst({ where: { id: uploadId, personId: id, complete: true } })
      return upload ? { name: upload.name, size: Number(upload.size) } : undefined
    },
  }
}
