import { z } from 'zod'

const instant = z.iso.datetime()
const values = z.record(z.string().max(200), z.json())
const step = z.int().min(0).max(1000)
const flowRevision = z.int().min(1).describe('Of the flow that the form was made from')

export const idParams = z.object({ id: z.string().min(1).max(100) })
export const draftsQuery = z.strictObject({
  app: z.string().max(100).optional(),
  q: z.string().max(200).optional(),
})

export const newDraft = z
  .strictObject({
    values: values.default({}),
    step: step.default(0),
    flowRevision: flowRevision.optional(),
    flow: z.string().max(300).optional().describe('Of an app with several: `namespace/id`, or its id'),
    from: z.string().max(200).optional().describe('Id of a request to copy, in place of values'),
  })
  .refine(({ from, values: given }) => from === undefined || Object.keys(given).length === 0, {
    message: 'A draft begins with values or as a copy, not with both',
    path: ['from'],
  })

export const draftChange = z.strictObject({
  values,
  step: step.default(0),
  version: z.int().min(1).describe('The one that the change was made on'),
  flowRevision: flowRevision.optional(),
})

export const draftRow = z.object({
  id: z.string(),
  title: z.string(),
  app: z.object({ id: z.string(), displayName: z.string(), icon: z.string().optional() }),
  usable: z.boolean(),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
  keptUntil: instant,
  copiedFrom: z.object({ id: z.string(), number: z.string() }).optional(),
})

export const draftView = draftRow.extend({
  flow: z.string(),
  flowRevision: z.int(),
  values,
  step: z.int(),
  files: z.array(z.object({ id: z.string(), name: z.string(), size: z.int() })),
  unfit: z.array(
    z.object({
      label: z.string(),
      text: z.string().optional(),
      why: z.enum(['no-such-input', 'does-not-fit', 'file-gone']),
    }),
  ),
})
