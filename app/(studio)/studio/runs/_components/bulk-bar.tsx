'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError, send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { isTerminal } from '#engine/flow/flow.ts'
import type { RunRow } from '#server/runs/view.ts'

const verbs = ['pause', 'resume', 'restart', 'replay', 'kill', 'delete'] as const
type BulkVerb = (typeof verbs)[number]

const calls: Record<BulkVerb, { method: 'POST' | 'DELETE'; path: string }> = {
  pause: { method: 'POST', path: '/executions/pause/by-ids' },
  resume: { method: 'POST', path: '/executions/resume/by-ids' },
  restart: { method: 'POST', path: '/executions/restart/by-ids' },
  replay: { method: 'POST', path: '/executions/replay/by-ids' },
  kill: { method: 'DELETE', path: '/executions/kill/by-ids' },
  delete: { method: 'DELETE', path: '/executions/by-ids' },
}

function fits(verb: BulkVerb, { state: { current } }: RunRow): boolean {
  if (verb === 'pause') return current === 'RUNNING'
  if (verb === 'resume') return current === 'PAUSED'
  if (verb === 'kill') return !isTerminal(current)
  if (verb === 'restart') return isTerminal(current) && current !== 'SUCCESS'
  return isTerminal(current)
}

interface BulkBarProps {
  chosen: readonly RunRow[]
  /** REST path of the list, asked for again after it. */
  path: string
  onClear(): void
}

/** What can be done with the runs that are chosen: each verb for those that it fits, with their number where that is not all. */
export function BulkBar({ chosen, path, onClear }: BulkBarProps) {
  const t = useTranslations('studio.bulk')
  // Those that it was asked for: the list goes on while the question stands.
  const [asked, setAsked] = useState<{ verb: BulkVerb; rows: readonly RunRow[] }>()
  const [done, setDone] = useState<number>()
  if (chosen.length === 0)
    return (
      <p role="status" className="sr-only">
        {done === undefined ? '' : t('done', { count: done })}
      </p>
    )
  const fitting = (verb: BulkVerb) => chosen.filter((row) => fits(verb, row))
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 rounded-lg border bg-surface px-3 py-2 text-sm">
      <span role="status" className="mr-2 font-medium">
        {t('chosen', { count: chosen.length })}
      </span>
      {verbs.map((verb) => {
        const rows = fitting(verb)
        if (rows.length === 0) return null
        return (
          <Button
            key={verb}
            size="sm"
            variant={verb === 'kill' || verb === 'delete' ? 'danger' : undefined}
            onClick={() => {
              setAsked({ verb, rows })
            }}
          >
            {rows.length === chosen.length ? t(verb) : t('some', { verb: t(verb), count: rows.length })}
          </Button>
        )
      })}
      <Button size="sm" variant="ghost" onClick={onClear}>
        {t('clear')}
      </Button>
      {asked ? (
        <BulkDialog
          verb={asked.verb}
          chosen={asked.rows}
          path={path}
          onClose={() => {
            setAsked(undefined)
          }}
          onDone={(count) => {
            setAsked(undefined)
            setDone(count)
            onClear()
          }}
        />
      ) : null}
    </div>
  )
}

interface BulkDialogProps {
  verb: BulkVerb
  chosen: readonly RunRow[]
  path: string
  onClose(): void
  onDone(count: number): void
}

function BulkDialog({ verb, chosen, path, onClose, onDone }: BulkDialogProps) {
  const t = useTranslations('studio.bulk')
  const common = useTranslations('common')
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function act() {
    setPending(true)
    setTrouble(undefined)
    try {
      const call = calls[verb]
      const { count } = await send<{ count: number }>(call.method, call.path, {
        body: chosen.map(({ id }) => id),
      })
      await client.invalidateQueries({ queryKey: [path] })
      onDone(count)
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog
      open
      title={t('title', { verb: t(verb), count: chosen.length })}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <p className="text-ink-soft">
        {t(`${verb}Text`)} {t('allOrNone')}
      </p>
      {trouble ? <BulkTrouble error={trouble} /> : null}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button
          variant={verb === 'kill' || verb === 'delete' ? 'danger' : 'primary'}
          pending={pending}
          onClick={() => void act()}
        >
          {t(verb)}
        </Button>
      </div>
    </Dialog>
  )
}

const mostReasons = 5

/** Which of them stood in the way, where the answer says so. */
function BulkTrouble({ error }: { error: unknown }) {
  const t = useTranslations('studio.bulk')
  const reasons = error instanceof ApiError ? error.details : []
  if (reasons.length === 0) return <TroubleNotice error={error} className="mt-4" />
  return (
    <Notice tone="danger" role="alert" title={t('refused')} className="mt-4">
      <ul>
        {reasons.slice(0, mostReasons).map(({ path, message }) => (
          <li key={path} className="wrap-anywhere">
            <code>{path?.slice(0, 8)}</code> {message}
          </li>
        ))}
      </ul>
      {reasons.length > mostReasons ? <p>{t('more', { count: reasons.length - mostReasons })}</p> : null}
    </Notice>
  )
}
