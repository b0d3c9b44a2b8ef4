import { z } from 'zod'
import type { Actor } from '#server/actor.ts'
import { route, type Route } from '#server/api/route.ts'
import { formState, prefill } from '#server/apps/schemas.ts'
import { readPicture } from '#server/apps/thumbnail.ts'
import { addressOf } from '#server/people/address.ts'
import { guestTokenOf } from './guest-token.ts'
import { visitorOf } from './actor-of-guest.ts'
import { askLink } from './ask-link.ts'
import { listGuests, revokeGuest } from './app-guests.ts'
import { beginGuest } from './begin-guest.ts'
import { endOwnLink, guestPage } from './guest-page.ts'
import { acceptedLanguage } from '#server/languages/languages.ts'
import { publicDoor, type PublicDoor } from './public-door.ts'
import { openPublic, submitPublic, validatePublic } from './public-form.ts'
import { publicLogo } from './public-logo.ts'
import * as schema from './schemas.ts'
import { renewPublicAddress, shareOf } from './share-app.ts'
import { askCode, tellCode } from './verify-mail.ts'

const tag = 'Public'
/** Far more than a form that people fill in. */
const mostBytes = 256 * 1024

interface Came {
  actor: Actor
  params: { id: string }
  request: Request
}

/** The app, and who comes to it: signed in, by a link of this app, or as anybody. */
async function arrive({ actor, params, request }: Came): Promise<{ door: PublicDoor; who: Actor }> {
  const door = await publicDoor(params.id)
  const isOurs = actor.id !== 'nobody' && (!actor.guest || actor.guest.appId === door.id)
  return {
    door,
    who: isOurs
      ? actor
      : visitorOf(
          door.id,
          acceptedLanguage(request.headers.get('accept-language')) ?? 'en',
          addressOf(request.headers),
        ),
  }
}

const form = [
  route({
    method: 'GET',
    path: '/public/apps/{id}',
    tag,
    summary: "A public app's form as it opens, for people without an account too",
    permission: 'public',
    guests: true,
    params: schema.publicParams,
    query: prefill,
    answer: schema.publicApp,
    handle: async (call) => {
      const { door, who } = await arrive(call)
      const { flow, ...address } = call.query
      return openPublic(door, who, { address, flow: typeof flow === 'string' ? flow : undefined })
    },
  }),
  route({
    method: 'GET',
    path: '/public/apps/{id}/logo',
    tag,
    summary: "A public app's logo",
    permission: 'public',
    params: schema.publicParams,
    handle: async ({ params }) => publicLogo(await publicDoor(params.id)),
  }),
  route({
    method: 'GET',
    path: '/public/apps/{id}/picture',
    tag,
    summary: 'A picture of the namespace that the source of a public app names',
    permission: 'public',
    params: schema.publicParams,
    query: z.strictObject({ name: z.string().min(1).max(500) }),
    handle: async (call) => {
      const { door, who } = await arrive(call)
      return readPicture(who, door.id, call.query.name)
    },
  }),
  route({
    method: 'POST',
    path: '/public/apps/{id}/validate',
    tag,
    summary: 'What the form is told while it is filled in',
    permission: 'public',
    guests: true,
    mostBytes,
    params: schema.publicParams,
    body: schema.validateBody,
    answer: formState,
    handle: async (call) => {
      const { door, who } = await arrive(call)
      return validatePublic(door, who, call.body)
    },
  }),
  route({
    method: 'POST',
    path: '/public/apps/{id}/codes',
    tag,
    summary: 'Send six digits to a mail address; the answer tells nothing of whose it is',
    permission: 'public',
    guests: true,
    mostBytes,
    params: schema.publicParams,
    body: schema.codeBody,
    answer: z.object({ verification: z.string() }),
    handle: async (call) => {
      const { door, who } = await arrive(call)
      return { verification: await askCode(door, who, call.body) }
    },
  }),
  route({
    method: 'POST',
    path: '/public/apps/{id}/links',
    tag,
    summary: 'Mail the link to their requests again to who confirmed this address; the answer tells nothing',
    permission: 'public',
    guests: true,
    mostBytes,
    params: schema.publicParams,
    body: schema.linkBody,
    handle: async (call) => {
      const { door, who } = await arrive(call)
      await askLink(door, who, call.body)
    },
  }),
  route({
    method: 'POST',
    path: '/public/apps/{id}/guests',
    tag,
    summary: 'Begin as a guest: by the code that was mailed, or where the app asks for nothing',
    permission: 'public',
    guests: true,
    mostBytes,
    params: schema.publicParams,
    body: schema.guestBody,
    answer: z.object({ token: z.string() }),
    handle: async (call) => {
      const { door, who } = await arrive(call)
      const { body } = call
      return { token: 'code' in body ? await tellCode(door, who, body) : await beginGuest(door, who, body) }
    },
  }),
  route({
    method: 'POST',
    path: '/public/apps/{id}/requests',
    tag,
    summary: 'Submit the form of a public app',
    permission: 'public',
    guests: true,
    mostBytes,
    params: schema.publicParams,
    body: schema.submissionBody,
    answer: z.object({ requestId: z.string(), number: z.string() }),
    handle: async (call) => {
      const { door, who } = await arrive(call)
      const { headers } = call.request
      const token = guestTokenOf(headers)
      const idempotencyKey = headers.get('idempotency-key') ?? undefined
      return submitPublic(door, who, { ...call.body, token, idempotencyKey })
    },
  }),
] satisfies Route[]

const own = [
  route({
    method: 'GET',
    path: '/guest',
    tag,
    summary: 'What the link of a guest opens',
    permission: 'public',
    guests: true,
    answer: schema.guest,
    handle: ({ actor }) => guestPage(actor),
  }),
  route({
    method: 'DELETE',
    path: '/guest',
    tag,
    summary: "End the guest's own link; what was asked for goes on",
    permission: 'public',
    guests: true,
    handle: ({ actor }) => endOwnLink(actor),
  }),
] satisfies Route[]

const editing = [
  route({
    method: 'GET',
    path: '/apps/{id}/share',
    tag: 'Apps',
    summary: 'The addresses by which an app is given to people outside',
    permission: 'app:write',
    params: schema.appParams,
    answer: schema.share,
    handle: ({ actor, params }) => shareOf(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/apps/{id}/share/renew',
    tag: 'Apps',
    summary: 'Give an app a new public address; the old one opens nothing any more',
    permission: 'app:write',
    params: schema.appParams,
    answer: schema.share,
    handle: ({ actor, params }) => renewPublicAddress(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/apps/{id}/guests',
    tag: 'Apps',
    summary: 'Who came to an app without an account',
    permission: 'app:write',
    params: schema.appParams,
    query: z.strictObject({
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      size: z.coerce.number().int().min(1).max(100).default(25),
    }),
    answer: schema.guestPage,
    handle: ({ actor, params, query }) => listGuests(actor, params.id, query),
  }),
  route({
    method: 'DELETE',
    path: '/apps/{id}/guests/{guestId}',
    tag: 'Apps',
    summary: 'End the link of a guest',
    permission: 'app:write',
    params: schema.appParams.extend({ guestId: z.string().min(1).max(64) }),
    handle: ({ actor, params }) => revokeGuest(actor, params.id, params.guestId),
  }),
] satisfies Route[]

/** Apps that are open to people without an account, and these people. */
export const routes: Route[] = [...form, ...own, ...editing]
