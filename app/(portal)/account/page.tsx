import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Absences } from '#app/_absences/absences.tsx'
import { Delegations } from '#app/_delegations/delegations.tsx'
import { LanguageSwitch } from '#app/_frame/language-switch.tsx'
import { Messages } from '#app/_frame/messages.tsx'
import { requireViewer } from '#app/_frame/viewer.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { listAbsences } from '#server/absences/list-absences.ts'
import type { BoundRole } from '#server/actor.ts'
import { listDelegations } from '#server/delegations/list-delegations.ts'
import { can, couldEver } from '#server/people/can.ts'
import { ownGroupNames } from '#server/people/me.ts'
import { permissions } from '#server/people/permissions.ts'
import { isReadyRole } from '#server/people/ready-roles.ts'
import { getSecondFactor } from '#server/second-factor/get.ts'
import { readApprovalSettings } from '#server/approvals/own-settings.ts'
import { readNoticeSettings } from '#server/notices/settings.ts'
import { listSessions } from '#server/people/sessions.ts'
import { ownIdentities } from '#server/single-sign-on/identities.ts'
import { listTokens } from '#server/tokens/own-tokens.ts'
import { ApprovalSettings } from './_components/approval-settings.tsx'
import { NoticeSettings } from './_components/notice-settings.tsx'
import { Identities } from './_components/identities.tsx'
import { LinkedNotice, type LinkedNoticeProps } from './_components/linked-notice.tsx'
import { PasswordForm } from './_components/password-form.tsx'
import { SecondFactor } from './_components/second-factor.tsx'
import { Sessions } from './_components/sessions.tsx'
import { Tokens } from './_components/tokens.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('frame'))('account') }
}

/** Who one is to the product, and what one is signed in with. */
export default async function AccountPage({ searchParams }: LinkedNoticeProps) {
  const actor = await requireViewer('/account')
  const withTokens = can(actor, 'token:read', { ownerId: actor.id })
  const [
    t,
    common,
    names,
    groups,
    sessions,
    secondFactor,
    identities,
    tokens,
    absences,
    delegations,
    notices,
    approvals,
  ] = await Promise.all([
    getTranslations('account'),
    getTranslations('common'),
    getTranslations('admin.roleNames'),
    ownGroupNames(actor),
    listSessions(actor, actor.id),
    getSecondFactor(actor),
    ownIdentities(actor),
    withTokens ? listTokens(actor) : undefined,
    listAbsences(actor, actor.id),
    listDelegations(actor, actor.id),
    readNoticeSettings(actor),
    readApprovalSettings(actor),
  ])
  const roleName = ({ role, name }: BoundRole) => (isReadyRole(role) ? names(role) : (name ?? role))
  const rows = [
    { label: t('email'), value: actor.email },
    { label: common('language'), value: <LanguageSwitch className="-ml-2.5 gap-1" /> },
    { label: t('timeZone'), value: actor.timeZone },
    { label: t('groups'), value: groups.join(', ') || t('none') },
    {
      label: t('roles'),
      value:
        actor.roles
          .map((bound) => (bound.namespace ? `${roleName(bound)} (${bound.namespace})` : roleName(bound)))
          .join(', ') || t('none'),
    },
  ]
  return (
    <Messages
      of={['account', 'absences', 'delegations', 'fields', 'identities', 'notices', 'password', 'tokens']}
    >
      <Page trailLabel={common('trail')} current={t('title')}>
        <PageHeader title={actor.name} mark={<Avatar name={actor.name} className="size-9 text-sm" />} />
        <div className="max-w-3xl space-y-8">
          <Card>
            <dl className="divide-y">
              {rows.map((row) => (
                <div key={row.label} className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
                  <dt className="text-sm text-ink-faint">{row.label}</dt>
                  <dd className="wrap-anywhere">{row.value}</dd>
                </div>
              ))}
            </dl>
          </Card>
          <LinkedNotice searchParams={searchParams} />
          <Absences path="/me/absences" initial={absences} mayWrite own />
          <Delegations path="/me/delegations" initial={delegations} mayWrite own />
          <ApprovalSettings initial={approvals} />
          <NoticeSettings initial={notices} />
          <PasswordForm
            about={{ email: actor.email, name: actor.name }}
            hasPassword={identities.hasPassword}
          />
          <SecondFactor initial={secondFactor} hasPassword={identities.hasPassword} />
          {identities.providers.length + identities.identities.length > 0 ? (
            <Identities initial={identities} />
          ) : null}
          <Sessions initial={sessions} />
          {tokens ? (
            <Tokens initial={tokens} held={permissions.filter((name) => couldEver(actor, name))} />
          ) : null}
        </div>
      </Page>
    </Messages>
  )
}
