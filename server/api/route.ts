import type { z } from 'zod'
import type { Actor } from '#server/actor.ts'
import type { Permission } from '#server/people/permissions.ts'

/** One row of the router table. The OpenAPI document, the parser of calls and the walk of routes × roles are made from it. */
export interface Route<P = unknown, Q = unknown, B = unknown> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the prefix: `/executions/{id}`. */
  path: string
  /** Of parameters whose look tells this row from another with the same path: what looks otherwise is the other's. */
  forms?: Readonly<Record<string, RegExp>>
  /** Groups the rows of the OpenAPI document: `Executions`. */
  tag: string
  summary: string
  /** What the verb behind it demands; `signed-in`: the verb answers only what is the actor's own; `public`: no one is needed. */
  permission: Permission | 'signed-in' | 'public'
  /** Whoever could hold this one instead is let in too: of some subjects the verb asks for it in the place of the other. */
  also?: Permission
  /** `any`: a token that holds less than its owner may call it, though it names no permission. */
  scope?: 'any'
  /**
   * A guest of a public app may call it, by the token of their link; without it they may call nothing. With `public`: who calls is
   * looked up, where they say so.
   */
  guests?: true
  /**
   * Whom a repeat with the same Idempotency-Key is known by where nobody signs in; undefined: nobody. Its address may hold what is
   * written down nowhere.
   */
  keyedBy?(params: P): string | undefined
  /** Bytes of a JSON body; absent: what is usual. */
  mostBytes?: number
  /** `own`: the handler counts calls itself, and not by who asks. */
  limits?: 'own'
  params?: z.ZodType<P>
  query?: z.ZodType<Q>
  /** Absent: the handler reads `request` itself (multipart, streams) or there is no body. */
  body?: z.ZodType<B>
  /** `yaml`: the body is text and given to `body` as a string; JSON otherwise. */
  bodyKind?: 'json' | 'yaml' | 'multipart' | 'stream'
  /** Absent: a file, an event stream or nothing. */
  answer?: z.ZodType
  handle(call: Call<P, Q, B>): Promise<unknown>
}

export interface Call<P, Q, B> {
  actor: Actor
  params: P
  query: Q
  body: B
  request: Request
}

/** Infers the types of a row from its schemas. A handler answers a JSON value (200), `undefined` (204) or a whole `Response`. */
export function route<P, Q, B>(row: Route<P, Q, B>): Route<P, Q, B> {
  return row
}
