import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { acceptedLanguage } from '#server/languages/languages.ts'
import { log } from '#server/log.ts'
import { addressOf } from '#server/people/address.ts'
import { couldEver } from '#server/people/can.ts'
import type { Permission } from '#server/people/permissions.ts'
import { nobody } from '#server/people/nobody.ts'
import { actorOf } from '#server/session.ts'
import { errorResponse, toAppError, toResponse, withHeaders } from './answer.ts'
import { once, routeOf } from './idempotency.ts'
import { countCall } from './limits.ts'
import { matcher, type Match } from './match.ts'
import { demandOwnOrigin } from './origin.ts'
import { readCall } from './read-call.ts'
import type { Route } from './route.ts'
import { table } from './table.ts'

const match = matcher(table)
const longestKey = 200

/** What the log line tells of a call, filled in as it becomes known. */
interface Trace {
  requestId: string
  route?: string
  personId?: string
}

/** Answers a call of `/api/v1`: every error becomes an answer in the one shape, nothing is thrown. */
export async function dispatch(request: Request): Promise<Response> {
  const started = performance.now()
  const trace: Trace = { requestId: randomBytes(12).toString('base64url') }
  const response = withHeaders(await answer(request, trace), trace.requestId)
  log().info(
    {
      ...trace,
      method: request.method,
      status: response.status,
      ms: Math.round(performance.now() - started),
      address: addressOf(request.headers),
    },
    'call',
  )
  return response
}

async function answer(request: Request, trace: Trace): Promise<Response> {
  try {
    const { pathname } = new URL(request.url)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const found = match(method, belowPrefix(pathname))
    if (found.kind === 'wrong-method') return wrongMethod(found.allowed)
    if (found.kind === 'none') throw new AppError('not-found', 'There is no such address in this API.')
    trace.route = found.row.path
    const actor = await admit(found.row, request, trace)
    return toResponse(await handle(found, request, actor))
  } catch (error) {
    const refusal = toAppError(error)
    if (!refusal) {
      // who is gone has not sent all: that alone is no failure of the server
      const isCut = request.signal.aborted
      log()[isCut ? 'warn' : 'error']({ ...trace, err: error }, isCut ? 'call was cut off' : 'call failed')
    }
    const language = acceptedLanguage(request.headers.get('accept-language'))
    return errorResponse(refusal, { requestId: trace.requestId, language })
  }
}

/** `/api/v1/main/flows` (the one tenant) and `/api/v1/flows` are the same. */
function belowPrefix(pathname: string): string {
  return pathname.replace(/^\/api\/v1(\/main(?=\/|$))?/, '')
}

function wrongMethod(allowed: string[]): Response {
  const message = `This address answers to ${allowed.join(', ')} only.`
  return Response.json(
    { message, _embedded: { errors: [] } },
    { status: 405, headers: { allow: allowed.join(', ') } },
  )
}

/**
 * Who calls, if this row may be called by them at all; the verb behind it decides about its subject.
 * @throws AppError `unauthenticated`, `forbidden`, `too-many`
 */
async function admit(row: Route, request: Request, trace: Trace): Promise<Actor> {
  const isPublic = row.permission === 'public'
  const actor = isPublic && !row.guests ? null : await actorOf(request)
  trace.personId = actor?.id
  if (row.limits !== 'own') await countCall(actor, addressOf(request.headers))
  if (isPublic && !actor && !request.headers.has('authorization')) return nobody
  if (isPublic && !row.guests) return nobody
  if (!actor) throw new AppError('unauthenticated', 'Sign in, or send a token: no one is known by this call.')
  if (actor.guest && !row.guests) throw new AppError('forbidden', 'This is not for guests.')
  demandOwnOrigin(request)
  if (row.permission === 'public') return actor
  if (row.permission === 'signed-in' && actor.scope && row.scope !== 'any') {
    throw new AppError('forbidden', 'A token with a scope may not do this: it needs the whole of its owner.')
  }
  const isClosed = (permission: Permission) => !couldEver(actor, permission)
  if (row.permission !== 'signed-in' && isClosed(row.permission) && (!row.also || isClosed(row.also))) {
    throw new AppError('forbidden', `You may not do this: it needs the permission ${row.permission}.`)
  }
  return actor
}

async function handle(
  found: Extract<Match<Route>, { kind: 'found' }>,
  request: Request,
  actor: Actor,
): Promise<unknown> {
  const { row } = found
  const { text, ...call } = await readCall(row, request, found.params)
  const run = () => row.handle({ ...call, actor })
  const key = request.headers.get('idempotency-key')
  const streams = row.bodyKind === 'multipart' || row.bodyKind === 'stream'
  const by = actor === nobody ? row.keyedBy?.(call.params) : actor.id
  if (key === null || row.method !== 'POST' || streams || by === undefined) return run()
  if (key === '' || key.length > longestKey) {
    throw new AppError('invalid', `An Idempotency-Key has 1 to ${longestKey} characters.`)
  }
  const { pathname, search } = new URL(request.url)
  const address = row.keyedBy ? row.path : pathname + search
  return once({ personId: by, key, route: routeOf(row.method, address, text) }, run)
}
