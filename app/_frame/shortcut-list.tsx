'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '#components/ui/dialog.tsx'
import { Kbd } from '#components/ui/kbd.tsx'

const groups = [
  {
    title: 'everywhere',
    keys: [
      { keys: ['Ctrl', 'K'], what: 'search' },
      { keys: ['?'], what: 'shortcuts' },
      { keys: ['g', 'h'], what: 'home' },
      { keys: ['g', 'i'], what: 'inbox' },
      { keys: ['g', 'r'], what: 'requests' },
    ],
  },
  {
    title: 'inInbox',
    keys: [
      { keys: ['j', 'k'], what: 'move' },
      { keys: ['a'], what: 'approve' },
      { keys: ['d'], what: 'reject' },
      { keys: ['Enter'], what: 'decide' },
      { keys: ['x'], what: 'choose' },
    ],
  },
] as const

export default function ShortcutList({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useTranslations('frame')
  return (
    <Dialog open={open} title={t('shortcuts')} closeLabel={t('close')} onClose={onClose}>
      {groups.map((group) => (
        <section key={group.title} className="mt-3">
          <h3 className="mb-1 text-xs font-medium text-ink-faint">{t(`keys.${group.title}`)}</h3>
          <dl>
            {group.keys.map((row) => (
              <div
                key={row.what}
                className="flex items-center justify-between border-b py-2 text-sm last:border-b-0"
              >
                <dt>{t(`keys.${row.what}`)}</dt>
                <dd className="flex gap-1">
                  {row.keys.map((key) => (
                    <Kbd key={key}>{key === 'Ctrl' || key === 'Enter' ? t(`keyNames.${key}`) : key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
