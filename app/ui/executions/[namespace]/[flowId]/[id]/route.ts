import { redirect } from 'next/navigation'

interface Context {
  params: Promise<{ id: string }>
}

/** The address of an execution as REST tells it, which is where other tools link to. */
export async function GET(_: Request, { params }: Context): Promise<never> {
  const { id } = await params
  redirect(`/studio/runs/${encodeURIComponent(id)}`)
}
