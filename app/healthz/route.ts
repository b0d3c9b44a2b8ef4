/** Whether this process lives: asked by whoever restarts it. */
export function GET(): Response {
  return Response.json({ status: 'ok' })
}
