import type { Actor } from '#server/actor.ts'
import { validateFlowForm } from '#server/apps/open-app.ts'
import { openPage } from '#server/apps/open-page.ts'
import type { RawValues } from '#server/apps/open-form.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import type { FormState } from '#server/apps/view.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'
import { localText } from '#engine/flow/local-text.ts'
import { hasMail } from '#server/mail/settings.ts'
import { postToAddress } from '#server/mail/post-to-address.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import { captchaView } from './captcha.ts'
import { countDeed } from './door-limits.ts'
import { noForm, type PublicDoor } from './public-door.ts'
import { sayAbout, type SaidAbout } from './say-about.ts'
import { demandPerson, leastMs, ticketFor, type FromForm } from './ticket.ts'
import type { PublicAppView, SubmittedByGuest } from './view.ts'

/** Whether somebody has to confirm a mail address before they go on. */
function mustVerify({ app }: PublicDoor, { guest }: Actor): boolean {
  return guest !== undefined && !guest.verified && app.access.guest === 'VERIFIED_EMAIL'
}

/** Values that a form begins with. */
export interface GivenValues {
  /** From its address: only inputs that it may fill. */
  address?: RawValues
  /** Of an earlier request of the same person. */
  copied?: RawValues
  /** Of several flows: `namespace/id`, or its id. */
  flow?: string
}

/**
 * A public app as it opens. Where an address must be confirmed the form comes afterwards: what is filled in may depend on it.
 * @throws AppError `not-found`
 */
export async function openPublic(
  door: PublicDoor,
  actor: Actor,
  given: GivenValues = {},
): Promise<PublicAppView> {
  const verify = mustVerify(door, actor)
  const { app } = door
  // an app that shows an execution has no form to be given to people outside
  if (app.executionId !== undefined) throw noForm()
  const { form, blocks, flows } = await openPage(actor, door.id, {
    flow: given.flow,
    link: given.address,
    draft: given.copied,
  })
  const description = localText(app.description, actor.language)
  return {
    id: door.publicId,
    displayName: localText(app.displayName, actor.language) ?? door.displayName,
    descriptionHtml: description === undefined ? undefined : markdownToHtml(description),
    theme: app.theme,
    you: youOf(actor),
    verify,
    ...(verify ? { blocks: [] } : { form, blocks, flows }),
    ticket: ticketFor(door.id),
    leastMs,
    captcha: captchaView(),
    maxUploadBytes: mostGuestBytes(),
    findsBack: app.access.guest === 'VERIFIED_EMAIL' && hasMail(),
  }
}

/** Of the largest file that is taken from a guest. */
export function mostGuestBytes(): number {
  const { FORMWORK_GUEST_UPLOAD_MB: ofGuest, FORMWORK_MAX_UPLOAD_MB: ofAll } = env()
  return 1_000_000 * Math.min(ofGuest, ofAll)
}

function youOf({ guest, id }: Actor): PublicAppView['you'] {
  if (!guest) return 'person'
  return id === 'nobody' ? 'visitor' : 'guest'
}

/** What the form is told while it is filled in. @throws AppError `not-found`, `forbidden` before the address is confirmed */
export async function validatePublic(
  door: PublicDoor,
  actor: Actor,
  answers: { values: RawValues; flow?: string },
): Promise<FormState> {
  if (mustVerify(door, actor)) throw unconfirmed()
  return validateFlowForm(actor, door.id, answers)
}

export interface PublicSubmission extends FromForm {
  values: RawValues
  /** Of several flows: `namespace/id`, or its id. */
  flow?: string
  flowRevision?: number
  idempotencyKey?: string
  /** Of the guest's link, for the mail that holds it. */
  token?: string
  /** What they had not said of themselves when they began. */
  about?: SaidAbout
}

/**
 * Submits the form of a public app.
 * @throws AppError as `submitApp`; `unauthenticated` for somebody who has not begun, `forbidden` before the address is confirmed, `conflict` for what
 * a program sent, `too-many`
 */
export async function submitPublic(
  door: PublicDoor,
  actor: Actor,
  { token, ticket, trap, about = {}, ...call }: PublicSubmission,
): Promise<SubmittedByGuest> {
  if (actor.id === 'nobody') throw new AppError('unauthenticated', 'Say first who you are.')
  if (mustVerify(door, actor)) throw unconfirmed()
  if (actor.guest) {
    await countDeed('submit', door.id, actor.address)
    demandPerson(door.id, { ticket, trap })
  }
  const { requestId, number } = await submitApp(await sayAbout(actor, about), door.id, call)
  if (actor.guest?.verified && token !== undefined)
    await postToAddress(db, {
      address: actor.email,
      language: actor.language,
      kind: 'guest-request',
      data: { app: door.displayName, number },
      secret: { path: `/guest/${token}`, until: new Date(Date.now() + 24 * 60 * 60 * 1000) },
      dedupeKey: `guest-request:${requestId}`,
    })
  return { requestId, number }
}

function unconfirmed(): AppError {
  return new AppError('forbidden', 'Confirm your mail address first.')
}
