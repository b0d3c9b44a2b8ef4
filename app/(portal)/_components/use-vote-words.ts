'use client'

import { useTranslations } from 'next-intl'
import type { DecisionView } from '#server/requests/view.ts'

/** A decision as a sentence: "Ana Ruiz approved". */
export function useVoteWords(): (decision: DecisionView) => string {
  const t = useTranslations('portal.vote')
  return ({ by, vote, kept }) => t(vote, { name: by.name }) + (kept ? t('kept') : '')
}
