'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Inhabitants } from '#server/namespaces/inhabitants.ts'

const DeleteDialog = dynamic(() => import('#components/live/delete-dialog.tsx'), { ssr: false })

interface OverviewProps {
  namespace: string
  description: string
  counts: Inhabitants
  /** Whether anything was said of it: else there is nothing to forget. */
  made: boolean
  mayReadFiles: boolean
  mayWrite: boolean
  mayDelete: boolean
}

/** What lives in it, what it is for, and the way to forget it. */
export function Overview({
  namespace,
  description,
  counts,
  made,
  mayReadFiles,
  mayWrite,
  mayDelete,
}: OverviewProps) {
  const t = useTranslations('studio.namespaces')
  const name = encodeURIComponent(namespace)
  const places: { kind: 'flows' | 'keys' | 'filesCount' | 'secretsCount'; href: string }[] = [
    { kind: 'flows', href: `/studio/flows?namespace=${name}` },
    { kind: 'keys', href: `/studio/kv?namespace=${name}` },
    ...(mayReadFiles ? [{ kind: 'filesCount' as const, href: `/studio/namespaces/${name}?tab=files` }] : []),
    { kind: 'secretsCount', href: `/studio/namespaces/${name}?tab=secrets` },
  ]
  const numbers = {
    flows: counts.flows,
    keys: counts.keys,
    filesCount: counts.files,
    secretsCount: counts.secrets,
  }
  return (
    <div className="max-w-2xl space-y-6">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {places.map(({ kind, href }) => (
          <li key={kind}>
            <Link href={href} className="block rounded-lg">
              <Card className="p-4 hover:bg-sunken/60">
                <span className="block text-lg font-semibold tabular-nums">{numbers[kind]}</span>
                <span className="text-sm text-ink-soft">{t(kind)}</span>
              </Card>
            </Link>
          </li>
        ))}
      </ul>
      {mayWrite ? (
        <DescriptionForm namespace={namespace} description={description} />
      ) : (
        <p className="wrap-anywhere whitespace-pre-wrap text-ink-soft">{description || t('noDescription')}</p>
      )}
      {made && mayDelete ? <Forget namespace={namespace} /> : null}
    </div>
  )
}

function DescriptionForm({ namespace, description }: { namespace: string; description: string }) {
  const t = useTranslations('studio.namespaces')
  const [text, setText] = useState(description)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function save() {
    if (pending) return
    setPending(true)
    setTrouble(undefined)
    try {
      await send('PUT', `/namespaces/${encodeURIComponent(namespace)}`, { body: { description: text } })
      toast('success', t('saved'))
    } catch (error) {
      setTrouble(error)
    }
    setPending(false)
  }

  return (
    <Form onSubmit={() => void save()} className="space-y-3">
      <Field id="namespace-description" label={t('about')}>
        <Textarea
          id="namespace-description"
          value={text}
          maxLength={10_000}
          onChange={(event) => {
            setText(event.target.value)
          }}
        />
      </Field>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Button type="submit" pending={pending}>
        {t('save')}
      </Button>
    </Form>
  )
}

function Forget({ namespace }: { namespace: string }) {
  const t = useTranslations('studio.namespaces')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="danger"
        onClick={() => {
          setOpen(true)
        }}
      >
        {t('delete')}
      </Button>
      {open ? (
        <DeleteDialog
          title={t('deleteTitle', { namespace })}
          path={`/namespaces/${encodeURIComponent(namespace)}`}
          done={t('deleted', { namespace })}
          onDeleted={() => {
            router.push('/studio/namespaces')
          }}
          onClose={() => {
            setOpen(false)
          }}
        >
          {t('deleteText')}
        </DeleteDialog>
      ) : null}
    </>
  )
}
