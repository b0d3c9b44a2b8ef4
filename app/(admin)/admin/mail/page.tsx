import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { can } from '#server/people/can.ts'
import { readMail } from '#server/mail/read-mail.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { MailState } from './_components/mail-state.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('mail') }
}

/** How mail is sent, and whether it is. */
export default async function MailPage() {
  const actor = await requireAdmin('/admin/mail', 'mail')
  return (
    <AdminPage current="mail">
      <MailState initial={await readMail(actor)} mayTest={can(actor, 'system:write')} />
    </AdminPage>
  )
}
