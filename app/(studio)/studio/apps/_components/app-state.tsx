import { CalendarClock, CircleCheck, CircleOff, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge.tsx'
import type { AppRow } from '#server/apps/view.ts'

/** Whether people can use an app now, and if not, why. */
export function AppState({ app }: { app: Pick<AppRow, 'state'> }) {
  const t = useTranslations('studio.apps.is')
  const { state } = app
  const look = {
    available: { tone: 'success', icon: CircleCheck },
    disabled: { tone: 'neutral', icon: CircleOff },
    'flow-missing': { tone: 'warning', icon: TriangleAlert },
    'not-yet': { tone: 'info', icon: CalendarClock },
    closed: { tone: 'neutral', icon: CalendarClock },
  } as const
  return <Badge {...look[state]}>{t(state)}</Badge>
}
