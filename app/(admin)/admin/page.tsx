import { redirect } from 'next/navigation'

export default function AdminStart() {
  redirect('/admin/users')
}
