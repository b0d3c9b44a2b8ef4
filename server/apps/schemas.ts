import { z } from 'zod'
import { optionsBody } from '#server/runs/found-options.ts'
import { inputProblemCodes } from '#engine/flow/inputs/types.ts'
import { option } from '#server/runs/found-options.ts'
import { moments } from '#engine/flow/app.ts'
import { appStates } from './view.ts'

const label = z.union([z.string(), z.record(z.string(), z.string())])

export const idParams = z.object({ id: z.string().min(1).max(100) })

/** Names of inputs with their values, as an address carries them. */
export const prefill = z.record(z.string().max(200), z.union([z.string(), z.array(z.string())]))

export const values = z.record(z.string().max(200), z.json())
const flow = z.string().max(300).optional().describe('Of several flows: `namespace/id`')
export const validateBody = z.strictObject({ values, flow })
export const appOptionsBody = optionsBody.extend({ flow })
export const submitBody = z.strictObject({
  values,
  flow,
  flowRevision: z.int().min(1).optional(),
  draftId: z
    .string()
    .max(100)
    .optional()
    .describe('The draft that it was filled in as: it ends with the start'),
})

export const card = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().optional(),
  icon: z.string().optional(),
  thumbnail: z.string().optional(),
  tags: z.array(z.string()),
  favourite: z.boolean(),
  usedAt: z.iso.datetime().optional(),
})

export const waitingHere = z.object({
  executionId: z.string(),
  number: z.string(),
  title: z.string(),
  requester: z.string(),
  createdAt: z.iso.datetime(),
})

const options = z.array(option)

const state = z.object({
  id: z.string(),
  visible: z.boolean(),
  required: z.boolean(),
  value: z.json(),
  isDefault: z.boolean().optional(),
  options: options.optional(),
  optionCount: z.int().optional(),
  columns: z.record(z.string(), z.object({ options, count: z.int() })).optional(),
  problems: z.array(
    z.object({
      code: z.enum(inputProblemCodes),
      inputId: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
})

const next = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    may: z.boolean(),
    deciders: z.array(z.string()),
    usualSeconds: z.int().optional().describe('Half of the runs like it took at most that'),
    slowSeconds: z.int().optional().describe('Nine of ten'),
  }),
)

const input = z.object({
  id: z.string(),
  type: z.string(),
  displayName: label.optional(),
  description: label.optional(),
  help: label.optional().describe('The description as HTML'),
  required: z.boolean(),
  defaults: z.json().optional(),
  prefill: z.json().optional(),
  dependsOn: z.object({ inputs: z.array(z.string()), condition: z.string().optional() }).optional(),
  options: z.record(z.string(), z.json()),
  get inputs() {
    return z.array(input).optional()
  },
  get columns() {
    return z.array(input).optional()
  },
})

const checks = z.array(
  z.object({
    message: z.string(),
    style: z.enum(['ERROR', 'SUCCESS', 'WARNING', 'INFO']),
    behavior: z.enum(['BLOCK_EXECUTION', 'FAIL_EXECUTION', 'CREATE_EXECUTION']),
  }),
)

const block = z.looseObject({
  id: z.string(),
  type: z.string(),
  properties: z.record(z.string(), z.json()),
})
export const formState = z.object({ blocks: z.array(block).optional(), states: z.array(state), checks, next })
/** A form on a page: what is asked, and what has been answered so far. */
export const pageForm = formState.extend({
  flow: z.string().describe('`namespace/id`'),
  flowRevision: z.int(),
  inputs: z.array(input),
  fromLink: z.array(z.string()).describe('Ids of the inputs that the query filled in'),
  hasButton: z.boolean(),
})
/** What Kestra's clients look for in a page. */
const kestras = z.object({
  dispatch: z
    .string()
    .optional()
    .describe('What its button is sent to: the last part of `POST …/dispatch/{dispatch}`'),
  stream: z.string().optional().describe('Tells of its changes: the last part of `GET …/streams/{stream}`'),
  layout: z.object({ blocks: z.array(block) }),
})
export const previewView = z.looseObject({ blocks: z.array(block), ...kestras.shape })
export const pageView = z.looseObject({
  app: card.extend({ url: z.string(), revision: z.int() }).loose(),
  moment: z.enum(moments),
  executionId: z.string().optional(),
  requestId: z.string().optional(),
  blocks: z.array(block),
  form: pageForm.optional(),
  may: z.object({ cancel: z.boolean(), resume: z.boolean() }),
  ...kestras.shape,
})
export const submitted = z.object({ requestId: z.string(), number: z.string(), executionId: z.string() })

const text = z.string().max(200)
const page = z.coerce.number().int().min(1).max(100_000).default(1)
const others = z.union([z.string(), z.array(z.string())])

/** `filters[…]` come as keys of their own. */
export const catalogQuery = z
  .object({ page, size: z.coerce.number().int().min(1).max(500).default(500), q: text.optional() })
  .catchall(others)
export const searchQuery = z
  .object({
    page,
    size: z.coerce.number().int().min(1).max(1000).default(25),
    sort: others.optional(),
    q: text.optional(),
    namespace: text.optional(),
    flowId: text.optional(),
    tag: text.optional(),
    state: z.enum(appStates).optional(),
  })
  .catchall(others)
export const catalogItem = card.extend({ uid: z.string(), name: z.string(), type: z.string() })

export const row = z.object({
  uid: z.string(),
  id: z.string(),
  name: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  type: z.string(),
  tags: z.array(z.string()),
  enabled: z.boolean(),
  disabled: z.boolean(),
  written: z.boolean().describe('False: the default app of its flow'),
  revision: z.int(),
  state: z.enum(appStates),
  accessType: z.enum(['PUBLIC', 'PRIVATE']),
  created: z.iso.datetime(),
  updated: z.iso.datetime(),
})
export const source = row.extend({ source: z.string() })
export const bulk = z.strictObject({ uids: z.array(z.string().min(1).max(100)).min(1).max(500) })
export const bulkDone = z.object({ success: z.array(z.string()) })
export const saved = z.looseObject({ uid: z.string(), id: z.string(), revision: z.int(), source: z.string() })
