import { notFound, redirect } from 'next/navigation'
import { requireViewer } from '#app/_frame/viewer.ts'
import { roomsOf } from '../_components/rooms.ts'

export default async function AdminStart() {
  const [first] = roomsOf(await requireViewer('/admin'))
  if (!first) notFound()
  redirect(`/admin/${first}`)
}
