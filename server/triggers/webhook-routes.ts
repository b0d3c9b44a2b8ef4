import { z } from 'zod'
import { route, type Call, type Route } from '#server/api/route.ts'
import { isStorable, readText } from '#server/api/read-body.ts'
import { AppError } from '#server/errors.ts'
import { addressOf } from '#server/people/address.ts'
import { countRefused, countWebhook } from './call-limits.ts'
import { receiveCall, type WebhookAnswer } from './receive-call.ts'

const params = z.object({
  namespace: z.string().min(1).max(200),
  flowId: z.string().min(1).max(200),
  key: z.string().min(1).max(256),
})
const withPath = params.extend({ path: z.string().min(1).max(500) })

type Params = z.infer<typeof params> & { path?: string }

/** The same for each method, with and without a path behind the key. */
const rows = (['GET', 'POST', 'PUT'] as const).flatMap((method) => [
  route({
    method,
    path: '/executions/webhook/{namespace}/{flowId}/{key}',
    tag: 'Executions',
    summary: 'Start a flow by its webhook; 204 where its conditions do not let the call through',
    permission: 'public',
    limits: 'own',
    params,
    handle,
  }),
  route({
    method,
    path: '/executions/webhook/{namespace}/{flowId}/{key}/{path}',
    tag: 'Executions',
    summary: 'Start a flow by its webhook, with a path that it reads as `trigger.path`',
    permission: 'public',
    limits: 'own',
    params: withPath,
    handle,
  }),
])

/** Calls from outside. */
export const webhookRoutes: Route[] = rows

async function handle({ params: named, request }: Call<Params, unknown, unknown>): Promise<unknown> {
  // HEAD is answered as GET elsewhere; here it would start something
  if (request.method === 'HEAD') throw new AppError('not-found', 'A webhook answers to GET, POST and PUT.')
  const address = addressOf(request.headers) ?? 'unknown'
  await countWebhook(named)
  const body = await readText(request)
  const url = new URL(request.url)
  const call = {
    ...named,
    headers: listed([...request.headers].map(([name, value]) => [name.toLowerCase(), value])),
    parameters: listed([...url.searchParams]),
    body,
    signal: request.signal,
  }
  if (!isStorable([call.headers, call.parameters, body]))
    throw new AppError('invalid', 'The call holds a character that cannot be stored.')
  try {
    return responseTo(await receiveCall(call))
  } catch (error) {
    const isStranger = error instanceof AppError && ['not-found', 'unauthenticated'].includes(error.code)
    if (isStranger) await countRefused(address)
    throw error
  }
}

function listed(entries: readonly (readonly [string, string])[]): Record<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const [name, value] of entries) lists.set(name, [...(lists.get(name) ?? []), value])
  return Object.fromEntries(lists)
}

function responseTo(answered: WebhookAnswer | undefined): unknown {
  if (!answered) return undefined
  const { execution, answer } = answered
  const { status = 200, contentType, outputsOnly } = answer
  const body = outputsOnly ? (execution.outputs ?? {}) : execution
  if (contentType === undefined) return Response.json(body, { status })
  return new Response(textOf(body, contentType), { status, headers: { 'content-type': contentType } })
}

/** One output alone is answered as it is where the caller asks for no JSON. */
function textOf(body: object, contentType: string): string {
  const values: unknown[] = Object.values(body)
  const [only] = values
  if (!contentType.includes('json') && values.length === 1 && typeof only === 'string') return only
  return JSON.stringify(body)
}
