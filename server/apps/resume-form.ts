import type { FoundOptions } from '#engine/flow/inputs/types.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import type { FormPreview } from '#server/flows/view.ts'
import { optionsOfResume, resumeFormOf, type SearchInForm } from '#server/runs/life-forms.ts'
import { findSeen } from './find-seen.ts'
import { mayResume } from './may-resume.ts'
import type { RawValues } from './open-form.ts'

/** Which execution of which app. */
export interface InApp {
  appId: string
  executionId: string
}

/**
 * What a paused execution asks of whom its app lets go on with it, judged for these values.
 * @throws AppError `not-found`, `forbidden`, `conflict` where it is not paused
 */
export async function appResumeForm(actor: Actor, place: InApp, values: RawValues): Promise<FormPreview> {
  return resumeFormOf(actor, await resumable(actor, place), values)
}

/** Options of one input of that form. @throws AppError as `appResumeForm`; `not-found` where it has none */
export async function appResumeOptions(
  actor: Actor,
  place: InApp,
  search: SearchInForm,
): Promise<FoundOptions> {
  return optionsOfResume(actor, await resumable(actor, place), search)
}

/** A paused execution that the actor may go on with by its app. @throws AppError `not-found`, `forbidden` */
export async function resumable(actor: Actor, { appId, executionId }: InApp): Promise<Execution> {
  const { spec, row, requesterId } = await findSeen(actor, appId, executionId)
  if (!mayResume(actor, { spec, namespace: row.namespace, requesterId }))
    throw new AppError('forbidden', 'Others go on with this: it is not yours to decide.')
  return row
}
