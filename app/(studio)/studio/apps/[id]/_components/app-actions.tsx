'use client'

import { Download, ExternalLink, Image, Link2, MoreHorizontal, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { buttonStyle } from '#components/ui/button.tsx'
import { menuItemStyle, Popover } from '#components/ui/popover.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { AppMarkView } from '#server/apps/mark-of.ts'
import { exportApps } from '../../_components/export-apps.ts'

const DeleteDialog = dynamic(() => import('#components/live/delete-dialog.tsx'), { ssr: false })
const PictureDialog = dynamic(() => import('./picture-dialog.tsx'), { ssr: false })

interface AppActionsProps {
  app: { uid: string; name: string; enabled: boolean }
  mark: AppMarkView
  mayWrite: boolean
}

/** On and off, the page itself, its link, its source as a file, its picture, its end. */
export function AppActions({ app, mark, mayWrite }: AppActionsProps) {
  const t = useTranslations('studio.apps')
  const router = useRouter()
  const [enabled, setEnabled] = useState(app.enabled)
  const [asked, setAsked] = useState<'picture' | 'delete'>()
  const base = `/apps/${encodeURIComponent(app.uid)}`

  async function turn(on: boolean) {
    setEnabled(on)
    try {
      await send('POST', `${base}/${on ? 'enable' : 'disable'}`)
      router.refresh()
    } catch (error) {
      setEnabled(!on)
      toast('danger', error instanceof Error ? error.message : t('failed'))
    }
  }

  async function attempt(work: () => Promise<void>, done?: string) {
    try {
      await work()
      if (done) toast('success', done)
    } catch (error) {
      toast('danger', error instanceof Error ? error.message : t('failed'))
    }
  }

  return (
    <>
      {mayWrite ? (
        <span className="flex items-center gap-2 text-sm text-ink-soft">
          {enabled ? t('on') : t('off')}
          <Switch checked={enabled} label={t('enabled')} onChange={(on) => void turn(on)} />
        </span>
      ) : null}
      <Link href={base} className={buttonStyle({})}>
        <ExternalLink aria-hidden />
        {t('open')}
      </Link>
      <Popover
        label={t('more')}
        button={<MoreHorizontal aria-hidden />}
        buttonClassName={buttonStyle({ size: 'icon' })}
        menu
      >
        {(close) => (
          <>
            <Item
              icon={Link2}
              label={t('copyLink')}
              onClick={() => {
                close()
                void attempt(
                  () => navigator.clipboard.writeText(`${window.location.origin}${base}`),
                  t('linkCopied'),
                )
              }}
            />
            <Item
              icon={Download}
              label={t('export')}
              onClick={() => {
                close()
                void attempt(() => exportApps([app.uid]))
              }}
            />
            {mayWrite ? (
              <>
                <Item
                  icon={Image}
                  label={t('picture')}
                  onClick={() => {
                    close()
                    setAsked('picture')
                  }}
                />
                <Item
                  icon={Trash2}
                  label={t('delete')}
                  onClick={() => {
                    close()
                    setAsked('delete')
                  }}
                />
              </>
            ) : null}
          </>
        )}
      </Popover>
      {asked === 'picture' ? (
        <PictureDialog
          path={base}
          mark={mark}
          onClose={() => {
            setAsked(undefined)
          }}
        />
      ) : null}
      {asked === 'delete' ? (
        <DeleteDialog
          title={t('deleteTitle', { count: 1 })}
          path={base}
          done={t('deleteDone', { count: 1 })}
          onDeleted={() => {
            router.replace('/studio/apps')
          }}
          onClose={() => {
            setAsked(undefined)
          }}
        >
          {t('deleteText')}
        </DeleteDialog>
      ) : null}
    </>
  )
}

interface ItemProps {
  icon: typeof Link2
  label: string
  onClick(): void
}

function Item({ icon: Icon, label, onClick }: ItemProps) {
  return (
    <button type="button" role="menuitem" onClick={onClick} className={menuItemStyle}>
      <Icon aria-hidden />
      {label}
    </button>
  )
}
