'use client'

import { useTranslations } from 'next-intl'
import { Avatar } from '#components/ui/avatar.tsx'
import { later } from '#components/ui/later.tsx'
import { Popover } from '#components/ui/popover.tsx'

const PersonMenuItems = later(() => import('./person-menu-items.tsx'), <div className="h-68" />)

export interface PersonMenuProps {
  person: { name: string; email: string }
  onShortcuts(): void
}

export function PersonMenu(props: PersonMenuProps) {
  const { name } = props.person
  const t = useTranslations('frame')
  return (
    <Popover
      menu
      label={t('personMenu', { name })}
      button={<Avatar name={name} className="size-7" />}
      buttonClassName="flex size-9 items-center justify-center rounded-full max-sm:size-11"
      className="w-60"
      onNear={PersonMenuItems.preload}
    >
      {(close) => <PersonMenuItems {...props} onLeave={close} />}
    </Popover>
  )
}
