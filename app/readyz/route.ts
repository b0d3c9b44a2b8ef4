import { readiness } from '#server/health/readiness.ts'

export const dynamic = 'force-dynamic'

/** Whether this process can serve; 503 with what is missing where it cannot. */
export async function GET(): Promise<Response> {
  const state = await readiness()
  return Response.json(state, { status: state.ready ? 200 : 503 })
}
