import { z } from 'zod'
import { inputProblemCodes } from '#engine/flow/inputs/types.ts'

const label = z.union([z.string(), z.record(z.string(), z.string())])

export const idParams = z.object({ id: z.string().min(1).max(100) })

/** Names of inputs with their values, as an address carries them. */
export const prefill = z.record(z.string().max(200), z.union([z.string(), z.array(z.string())]))

const values = z.record(z.string().max(200), z.json())
export const validateBody = z.strictObject({ values })
export const submitBody = z.strictObject({ values, flowRevision: z.int().min(1).optional() })

export const card = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().optional(),
  icon: z.string().optional(),
  tags: z.array(z.string()),
  favourite: z.boolean(),
  usedAt: z.iso.datetime().optional(),
})

const options = z.array(z.object({ label: z.string(), value: z.string() }))

const state = z.object({
  id: z.string(),
  visible: z.boolean(),
  required: z.boolean(),
  value: z.json(),
  isDefault: z.boolean().optional(),
  options: options.optional(),
  columns: z.record(z.string(), options).optional(),
  problems: z.array(
    z.object({
      code: z.enum(inputProblemCodes),
      inputId: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
})

const next = z.array(
  z.object({ id: z.string(), title: z.string(), may: z.boolean(), deciders: z.array(z.string()) }),
)

const input = z.object({
  id: z.string(),
  type: z.string(),
  displayName: label.optional(),
  description: label.optional(),
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

export const formState = z.object({ states: z.array(state), checks, next })
export const view = card.extend({
  revision: z.int(),
  flowRevision: z.int(),
  inputs: z.array(input),
  states: z.array(state),
  checks,
  next,
})
export const submitted = z.object({ requestId: z.string(), number: z.string(), executionId: z.string() })
export const saved = z.looseObject({ uid: z.string(), id: z.string(), revision: z.int(), source: z.string() })
