import { hkdfSync } from 'node:crypto'
import type { AuthOptions } from 'next-auth'
import { decode, encode } from 'next-auth/jwt'
import type { CredentialsConfig } from 'next-auth/providers/credentials'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import type { Actor } from './actor.ts'
import { env } from './env.ts'
import { AppError } from './errors.ts'
import { wantedLanguage } from './languages/chosen.ts'
import { makeLink } from './mail-links/make-link.ts'
import { actorOfGuest } from './guests/actor-of-guest.ts'
import { log } from './log.ts'
import { addressOf } from './people/address.ts'
import { actorOfBasic } from './people/basic.ts'
import { newDeviceId, type Place } from './people/devices.ts'
import { actorOfSession, closeSession, openSession, sessionMs } from './people/sessions.ts'
import { checkPassword, type Credentials } from './people/sign-in.ts'
import { checkSecondFactor, passwordMark } from './second-factor/check.ts'
import { hasSecondFactor } from './second-factor/get.ts'
import { interimSeconds, interimToken, readInterim } from './second-factor/interim.ts'
import { cookieLine, cookieOf, sessionCookie } from './session-cookie.ts'
import { actorOfToken } from './tokens/actor-of-token.ts'
import { transaction } from './transaction.ts'

declare module 'next-auth/jwt' {
  interface JWT {
    /** Id of the Session row. */
    sid?: string
  }
}

declare module 'next-auth' {
  interface User {
    sid: string
  }
}

const maxAgeSeconds = sessionMs / 1000

function secret(): string {
  const key = Buffer.from(env().FORMWORK_SECRET_KEY, 'base64')
  return Buffer.from(hkdfSync('sha256', key, '', 'formwork session cookie', 32)).toString('base64')
}

/** The Set-Cookie line that carries a session, or with `null` the one that ends it. */
export async function setCookieLine(sessionId: string | null): Promise<string> {
  const value =
    sessionId === null
      ? ''
      : await encode({ token: { sid: sessionId }, secret: secret(), maxAge: maxAgeSeconds })
  return cookieLine('', value, maxAgeSeconds)
}

/**
 * A sign-in that is done; or that waits for the second factor: then there is no session yet, only a token for the next step; or that leads
 * to setting a password of one's own first.
 */
export type SignedIn = { personId: string; sessionId: string } | { interim: string } | { setPassword: string }

/**
 * Checks mail and password, and begins a session where no second factor is asked for.
 * @throws AppError `unauthenticated` or `too-many`
 */
export async function signIn(credentials: Credentials, place: Place): Promise<SignedIn> {
  const { personId, passwordHash, isFirst } = await checkPassword(credentials)
  if (isFirst) {
    const { token } = await transaction((tx) => makeLink(tx, personId, 'first'))
    return { setPassword: `/password/${token}` }
  }
  if (await hasSecondFactor(personId))
    return { interim: interimToken({ personId, passwordMark: passwordMark(passwordHash) }) }
  return { personId, sessionId: await openSession(personId, place) }
}

/** The Set-Cookie line that carries the token between the two steps, or with `null` the one that ends it. */
export function interimLine(token: string | null): string {
  return cookieLine(interimSuffix, token ?? '', interimSeconds)
}

const interimSuffix = '-half'

/**
 * Checks the second factor of a sign-in that waits for it, and begins a session.
 * @throws AppError `unauthenticated` for a wrong code, `conflict` where the first step has to be done again, `too-many`
 */
export async function finishSignIn(request: Request, code: string, place: Place): Promise<string> {
  const half = readInterim(cookieOf(request.headers, interimSuffix))
  if (!half) throw new AppError('conflict', 'The time is over. Sign in again.')
  await checkSecondFactor(half, code, place)
  return openSession(half.personId, place, 'provider' in half ? half.provider : undefined)
}

/** Whether a sign-in waits for its second factor in this browser. */
export async function isHalfSignedIn(): Promise<boolean> {
  const jar = await cookies()
  return readInterim(jar.get(sessionCookie().name + interimSuffix)?.value) !== null
}

/** Id of the session that a cookie's value carries; undefined: none, or not ours. */
async function sessionIdIn(value: string | undefined): Promise<string | undefined> {
  if (!value) return undefined
  try {
    return (await decode({ token: value, secret: secret() }))?.sid
  } catch {
    // whatever is wrong with it (expired, garbled, another key): nobody is signed in by it
    return undefined
  }
}

/** Ends the session of the request's cookie. */
export async function signOut(request: Request): Promise<void> {
  const id = await sessionIdIn(cookieOf(request.headers))
  if (id !== undefined) await closeSession(id, placeOf(request.headers))
}

/** Who is looking at this page; null: nobody is signed in. Looked up once for a page. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const jar = await cookies()
  const id = await sessionIdIn(jar.get(sessionCookie().name)?.value)
  if (id === undefined) return null
  const from = await headers()
  return withAgent(await actorOfSession(id, addressOf(from)), from)
})

/** For the audit: what the caller's program says it is. */
function withAgent(actor: Actor | null, from: Headers): Actor | null {
  return actor && { ...actor, userAgent: from.get('user-agent')?.slice(0, 300) }
}

/**
 * Who makes this call: by Basic, Bearer, the token of a guest's link, or the session's cookie. Null: no one, or what was given is not right.
 * With an `Authorization` header the cookie does not count.
 * @throws AppError `too-many`
 */
export async function actorOf(request: Request): Promise<Actor | null> {
  return withAgent(await arrived(request), request.headers)
}

async function arrived(request: Request): Promise<Actor | null> {
  const address = addressOf(request.headers)
  const authorization = request.headers.get('authorization')
  if (authorization !== null) {
    const [, scheme = '', given = ''] = /^(\w+)\s+(\S+)$/.exec(authorization.trim()) ?? []
    if (scheme.toLowerCase() === 'basic') return actorOfBasic(given, address)
    if (scheme.toLowerCase() === 'guest') return actorOfGuest(given, address)
    return scheme.toLowerCase() === 'bearer' ? actorOfToken(given, address) : null
  }
  const id = await sessionIdIn(cookieOf(request.headers))
  return id === undefined ? null : actorOfSession(id, address)
}

/** Its message becomes the `error` of the sign-in page's address. */
const authorize: CredentialsConfig['authorize'] = async (given, request) => {
  const place = placeOf(new Headers(request.headers))
  const credentials = { email: given?.email ?? '', password: given?.password ?? '', address: place.address }
  try {
    const done = await signIn(credentials, place)
    if (!('sessionId' in done)) throw new AppError('conflict', 'There is one step more, on the sign-in page.')
    return { id: done.personId, sid: done.sessionId }
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'unavailable'
    throw new Error(code === 'unauthenticated' ? 'wrong' : code, { cause: error })
  }
}

const callbacks: AuthOptions['callbacks'] = {
  jwt: ({ token, user }) => ({ sid: user?.sid ?? token.sid }),
  session: async ({ session, token }) => {
    const actor = token.sid === undefined ? null : await actorOfSession(token.sid, undefined)
    return { expires: session.expires, user: actor ? { name: actor.name, email: actor.email } : undefined }
  },
  // the base that next-auth knows is not ours: it reads an environment variable of its own
  redirect: ({ url }) => {
    const base = env().FORMWORK_URL
    const target = URL.canParse(url, base) ? new URL(url, base) : new URL(base)
    return target.origin === new URL(base).origin ? target.href : base
  },
}

/** next-auth's settings: mail and password, a JWT that only carries the id of a Session row. */
export function authOptions(): AuthOptions {
  const { name, options } = sessionCookie()
  return {
    secret: secret(),
    session: { strategy: 'jwt', maxAge: maxAgeSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: options.secure,
    cookies: {
      sessionToken: { name, options },
      csrfToken: { name: `${name}-csrf`, options },
      callbackUrl: { name: `${name}-next`, options },
    },
    logger: {
      error: (code) => log().error({ code }, 'next-auth'),
      warn: (code) => log().debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
    providers: [
      {
        id: 'credentials',
        name: 'Mail and password',
        type: 'credentials',
        credentials: { email: {}, password: {} },
        authorize,
      },
    ],
    callbacks,
    events: {
      signOut: async ({ token }) => {
        if (token.sid !== undefined) await closeSession(token.sid)
      },
    },
  }
}

/** Where a call comes from, for the list of sessions. */
export function placeOf(from: Headers): Place {
  const device = cookieOf(from, deviceSuffix)
  return {
    address: addressOf(from),
    userAgent: from.get('user-agent') ?? undefined,
    language: wantedLanguage(from),
    device: device !== undefined && /^[\w-]{32}$/.test(device) ? device : undefined,
  }
}

const deviceSuffix = '-device'
const deviceSeconds = 365 * 24 * 60 * 60

/** The place with a device that it keeps, and the Set-Cookie line by which it does. It signs nobody in. */
export function withDevice(place: Place): { place: Place; line: string } {
  const device = place.device ?? newDeviceId()
  return { place: { ...place, device }, line: cookieLine(deviceSuffix, device, deviceSeconds) }
}
