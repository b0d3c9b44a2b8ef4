import { z } from 'zod'
import { kestraFlow } from './kestra-view.ts'
import type { SavedFlow } from './save-flow.ts'

export const key = z.object({ namespace: z.string().min(1).max(150), id: z.string().min(1).max(150) })
export const inNamespace = key.pick({ namespace: true })
export const revision = z.coerce.number().int().min(1).max(2_147_483_647)

/** `true` or `false` in a query. */
export function flag(byDefault = false) {
  return z
    .enum(['true', 'false'])
    .default(byDefault ? 'true' : 'false')
    .transform((value) => value === 'true')
}

/** Drafts are not of this product: what is saved is what starts. */
export const noDraft = z
  .literal('false', { error: 'there are no drafts: what is saved is what starts' })
  .optional()

/** One text, or several of the same name. */
export const texts = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) =>
    [value]
      .flat()
      .flatMap((text) => text.split(','))
      .filter((text) => text !== ''),
  )

/** Numbers of revisions: `1,2`, or one a parameter. */
export const numbers = texts
  .transform((list) => list.map(Number))
  .pipe(
    z
      .array(z.int({ error: 'must be numbers of revisions: 1,2' }).min(1).max(2_147_483_647))
      .min(1, { error: 'names no revision: revisions=1,2' })
      .max(500),
  )

export const flow = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  revision: z.int(),
  disabled: z.boolean(),
  deleted: z.boolean(),
  draft: z.boolean(),
})
export const flowKeys = z.array(z.object({ namespace: z.string().min(1), id: z.string().min(1) })).max(2000)
export const counted = z.object({ count: z.int() })
export const graph = z.object({
  nodes: z.array(z.looseObject({ uid: z.string(), type: z.string() })),
  edges: z.array(z.object({ source: z.string(), target: z.string(), relation: z.looseObject({}) })),
  clusters: z.array(z.looseObject({ nodes: z.array(z.string()), start: z.string(), end: z.string() })),
  flowables: z.array(z.string()),
})

export const contentType = (request: Request) => request.headers.get('content-type')

/** What a save answers: the flow with its source. */
export function savedView({ flow: saved, source, updatedAt }: SavedFlow) {
  return kestraFlow(
    { flow: saved, source, disabled: saved.disabled, deleted: false, updatedAt },
    { source: true },
  )
}
