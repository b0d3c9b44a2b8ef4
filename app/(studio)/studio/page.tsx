import { redirect } from 'next/navigation'
import { requireAuthor } from '../_components/require-author.ts'

export default async function StudioPage() {
  await requireAuthor('/studio')
  redirect('/studio/flows')
}
