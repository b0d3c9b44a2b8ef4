import { z } from 'zod'
import { route, type Call, type Route } from '#server/api/route.ts'
import { demand } from '#server/people/can.ts'
import { readStartBody } from './read-multipart.ts'
import { flowParams, startQuery } from './schemas.ts'
import { validateInputs, type ReceivedFile } from './validate-inputs.ts'

/** Kestra's shape of a validation. */
export const validationSchema = z.object({
  id: z.string(),
  namespace: z.string(),
  inputs: z.array(
    z.object({
      input: z.record(z.string(), z.unknown()),
      value: z.json().optional(),
      enabled: z.boolean(),
      isDefault: z.boolean(),
      errors: z.array(z.object({ message: z.string(), renderError: z.boolean() })),
    }),
  ),
  checks: z.array(z.object({ message: z.string(), style: z.string(), behavior: z.string() })),
})

/** Reads a body of values whose files are looked at and let go. */
export async function readValues(request: Request): Promise<{
  raw: Record<string, unknown>
  files: Map<string, ReceivedFile>
}> {
  const files = new Map<string, ReceivedFile>()
  const raw = await readStartBody(request, async (name, content) => {
    const id = `validated_${String(files.size)}`
    const file: ReceivedFile = { name, size: 0 }
    files.set(id, file)
    for await (const chunk of content) file.size += chunk.length
    return id
  })
  return { raw, files }
}

type ValidateCall = Call<z.infer<typeof flowParams>, z.infer<typeof startQuery>, unknown>

async function validate({ actor, params, query, request }: ValidateCall) {
  demand(actor, 'execution:create', { namespace: params.namespace })
  const values = await readValues(request)
  return validateInputs(actor, { ...params, revision: query.revision }, values)
}

/** What a form asks before it is sent. */
export const validateRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/executions/{namespace}/{flowId}/validate',
    tag: 'Executions',
    summary:
      'What a start with these values would say of each input, and the checks of the flow; starts nothing',
    permission: 'execution:create',
    params: flowParams,
    query: startQuery,
    bodyKind: 'multipart',
    answer: validationSchema,
    handle: validate,
  }),
]
