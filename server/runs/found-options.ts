import { z } from 'zod'
import type { OptionSearch } from '#engine/flow/inputs/find-options.ts'
import type { FoundOptions } from '#engine/flow/inputs/types.ts'
import { AppError } from '#server/errors.ts'

/** What a form sends to search the options of one of its inputs: the answers so far, for options may hang on them. */
export const optionsBody = z.strictObject({
  inputId: z.string().min(1).max(200),
  q: z.string().max(200).default(''),
  values: z.record(z.string().max(200), z.json()).default({}),
})

export const option = z.object({ label: z.string(), value: z.string(), detail: z.string().optional() })
export const optionsAnswer = z.object({ options: z.array(option), total: z.int() })

/** The search in what was sent. */
export function searchOf({ inputId, q }: z.output<typeof optionsBody>): OptionSearch {
  return { inputId, text: q }
}

/** @throws AppError `not-found` where the input is none of the form's, hidden, or has no options */
export function foundOptions(found: FoundOptions | undefined): FoundOptions {
  if (!found) throw new AppError('not-found', 'There is nothing to choose from here.')
  return found
}
