import { getTranslations } from 'next-intl/server'
import { contentsOf, type Content, type Pack } from '#engine/evidence/pack.ts'
import type { ApprovalView } from '#server/approvals/view.ts'
import type { Language } from '#server/languages/languages.ts'
import type { Reader } from './reader.ts'
import { Facts, Hash, Section } from './section.tsx'
import { Values } from './values.tsx'

const words = { APPROVE: 'approved', DENY: 'rejected', SEND_BACK: 'sentBack' } as const

interface ApprovalsProps {
  pack: Pack
  language: Language
  reader: Reader
}

/** Each approval: what was shown, who could decide, what they decided and why. */
export function Approvals({ pack, language, reader }: ApprovalsProps) {
  return contentsOf(pack, 'approval').map((approval) => (
    <Approval key={approval.id} approval={approval} pack={pack} language={language} reader={reader} />
  ))
}

async function Approval({
  approval,
  pack,
  language,
  reader: { who, when },
}: ApprovalsProps & { approval: Content<'approval'> }) {
  const [t, states] = await Promise.all([getTranslations('evidence'), getTranslations('inbox.state')])
  const { id, title, state, createdAt, dueAt, closedAt, policy } = approval
  const of = <T extends { approvalId: string }>(all: readonly T[]) =>
    all.filter((one) => one.approvalId === id)
  const facts: [string, string][] = [
    // only opening and closing write it
    [t('state'), states(state as ApprovalView['state'])],
    [t('opened'), when(createdAt)],
  ]
  if (dueAt !== null) facts.push([t('due'), when(dueAt)])
  if (closedAt !== null) facts.push([t('closed'), when(closedAt)])
  for (const group of policy.groups) {
    const names = group.people.map(({ name }) => name).join(', ')
    facts.push([`${t('deciders')}: ${group.title}`, t('quorum', { names, quorum: String(group.quorum) })])
  }
  const deciderOf = ({ personId, onBehalfOfId }: Content<'decision'>) =>
    onBehalfOfId ? t('behalf', { name: who(personId), of: who(onBehalfOfId) }) : who(personId)
  return (
    <Section title={t('approval', { title })}>
      <Facts facts={facts} />
      {of(contentsOf(pack, 'seen')).map(({ seenHash, at, seen }) => {
        const view = seen.translations[language] ?? seen
        return (
          <div key={seenHash} className="mt-4 rounded-lg border p-4">
            <h3 className="mb-2 font-medium">{t('shown', { when: when(at) })}</h3>
            <p className="mb-2 font-medium">{view.title}</p>
            {view.message === undefined ? null : <p className="mb-2 whitespace-pre-wrap">{view.message}</p>}
            <Values values={view.show} />
            <p className="mt-2 text-ink-faint">
              SHA-256 <Hash value={seenHash} />
            </p>
          </div>
        )
      })}
      <ul className="mt-4 space-y-3">
        {of(contentsOf(pack, 'decision')).map((decision) => (
          <li key={decision.id} className="break-inside-avoid">
            <p className="font-medium">
              {t(words[decision.vote], { name: deciderOf(decision) })}
              {decision.heldUntil === null ? null : ` (${t('held')})`}
              {decision.keptFrom === null ? null : ` (${t('kept')})`}
            </p>
            {decision.comment === null ? null : <p className="whitespace-pre-wrap">“{decision.comment}”</p>}
            {decision.answers === undefined ? null : <Values values={decision.answers[language] ?? []} />}
            <p className="text-ink-faint">
              {t('decidedOn', { when: when(decision.at), door: decision.door })}{' '}
              <Hash value={decision.seenHash} />
            </p>
          </li>
        ))}
        {of(contentsOf(pack, 'question')).map((question) => (
          <li key={question.id} className="break-inside-avoid">
            <p className="font-medium">
              {t('asked', {
                name: who(question.askerId),
                of: who(question.personId),
                when: when(question.askedAt),
              })}
            </p>
            <p className="whitespace-pre-wrap">“{question.text}”</p>
            {question.withdrawnAt ? (
              <p>{t('questionWithdrawn', { when: when(question.withdrawnAt) })}</p>
            ) : null}
            {question.answer === null || question.answeredAt === null ? null : (
              <p className="whitespace-pre-wrap">
                {t('answered', { when: when(question.answeredAt) })} “{question.answer}”
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
