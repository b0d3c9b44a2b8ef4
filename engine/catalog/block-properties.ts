import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { logLevels } from '#engine/flow/flow.ts'
import { localText } from '#engine/flow/parse/key-values.ts'

/** Moments at which there is an execution. */
export const whileThereIsOne = [
  'CREATED',
  'RUNNING',
  'PAUSE',
  'RESUME',
  'SUCCESS',
  'FAILURE',
  'FALLBACK',
] as const

/** Where a link may lead; anything else (`javascript:`, `data:`) is refused, in the source and once it is rendered. */
const addressText = z
  .string()
  .max(4000)
  .regex(/^(https?:\/\/\S+|\/(?![/\\])\S*|mailto:\S+|tel:\S+|#\S*)$/i, {
    error: 'an address that begins with `https://`, `http://`, `mailto:`, `tel:` or `/`',
  })
export const address = dynamic(addressText)

export const text = (preset: string) =>
  localText.default(preset).describe('What stands on it; may be given for each language.')

export const buttonStyle = dynamic(
  z.enum(['DEFAULT', 'PRIMARY', 'SUCCESS', 'INFO', 'WARNING', 'DANGER']),
).describe('How it looks.')
export const buttonSize = dynamic(z.enum(['DEFAULT', 'SMALL', 'MEDIUM', 'LARGE']))
  .default('DEFAULT')
  .describe('How large it is.')

/** Which of a list of names are shown. */
export const nameFilter = z
  .object({
    include: z.array(z.string()).describe('Only these, in this order.').optional(),
    exclude: z.array(z.string()).describe('All but these.').optional(),
  })
  .describe('Which of them are shown; without it all.')
  .optional()

export const logFilter = z
  .object({
    logLevel: z.enum(logLevels).describe('Least severe line that is shown.').optional(),
    taskIds: z.array(z.string()).describe('Only lines of these tasks.').optional(),
  })
  .describe('Which lines are shown; without it all.')
  .optional()

/** Rows as a template gives them (a list, or JSON text of one), or as they are written. */
export const rows = z.union([z.array(z.record(z.string(), z.json())), z.string().min(1)])
