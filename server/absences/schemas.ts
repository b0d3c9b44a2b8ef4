import { z } from 'zod'

const id = z.string().min(1).max(100)
export const day = z.iso
  .date('is no day, such as 2026-12-03')
  .refine((text) => text >= '2000-01-01' && text < '2200-01-01', {
    error: 'is no day of this century or the next',
  })
const note = z.string().trim().max(500)

export const ownParams = z.object({ absenceId: id })
export const personParams = z.object({ id })
export const placeParams = z.object({ id, absenceId: id })

const last = day.nullish().describe('The last day; absent or null: not known yet')
export const newAbsence = z
  .strictObject({ startsOn: day, endsOn: last, note: note.default('') })
  .transform((given) => ({ ...given, endsOn: given.endsOn ?? null }))
export const absenceChange = z.strictObject({
  startsOn: day.optional(),
  endsOn: day.nullable().optional(),
  note: note.optional(),
})

export const absence = z.object({
  id: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().optional(),
  note: z.string(),
  when: z.enum(['past', 'now', 'future']),
})
export const absences = z.array(absence)
