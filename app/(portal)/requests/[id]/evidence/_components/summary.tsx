import { getTranslations } from 'next-intl/server'
import type { Content, Pack } from '#engine/evidence/pack.ts'
import type { Outcome } from '#server/requests/view.ts'
import type { Reader } from './reader.ts'
import { Facts, Section } from './section.tsx'

interface SummaryProps {
  pack: Pack
  request: Content<'request'>
  reader: Reader
}

/** Which request it is, what became of it, and who took this out. */
export async function Summary({ pack, request, reader: { who, when } }: SummaryProps) {
  const [t, outcome] = await Promise.all([getTranslations('evidence'), getTranslations('outcome')])
  const { number, title, requesterId, createdAt, closedAt, closedById, closeReason } = request
  const facts: [string, string][] = [
    [t('request'), `${number} ${title}`],
    [t('requester'), who(requesterId)],
    [t('submitted'), when(createdAt)],
    // only `outcomeOf` writes it
    [t('outcome'), outcome(request.outcome as Outcome)],
  ]
  if (closedAt !== null) facts.push([t('ended'), when(closedAt)])
  if (closedById !== null)
    facts.push([t('closedBy'), [who(closedById), closeReason].filter(Boolean).join(': ')])
  facts.push([t('exported'), t('exportedBy', { name: pack.exportedBy.name, when: when(pack.exportedAt) })])
  return (
    <Section title={t('request')}>
      <Facts facts={facts} />
    </Section>
  )
}
