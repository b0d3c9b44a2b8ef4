'use client'

import { useTranslations } from 'next-intl'
import type { DecisionView } from '#server/requests/view.ts'

/** A decision as a sentence: "Ana Ruiz approved", "Ben Okafor for Ana Ruiz approved". */
export function useVoteWords(): (decision: DecisionView) => string {
  const t = useTranslations('portal.vote')
  return ({ by, onBehalfOf, vote, kept }) => {
    const name = onBehalfOf ? t('behalf', { name: by.name, of: onBehalfOf.name }) : by.name
    return t(vote, { name }) + (kept ? t('kept') : '')
  }
}
