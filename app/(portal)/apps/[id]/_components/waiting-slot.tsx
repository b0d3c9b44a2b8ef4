'use client'

import { later } from '#components/ui/later.tsx'

/** For those whom the app names: nobody else loads it. */
export const WaitingSlot = later(() => import('./waiting-here.tsx'))
