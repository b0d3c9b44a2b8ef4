'use client'

import {
  Ban,
  CirclePause,
  CirclePlay,
  Ellipsis,
  RotateCcw,
  RotateCw,
  Tags,
  ToggleLeft,
  Trash2,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState, type ReactNode } from 'react'
import { send } from '#components/live/api.ts'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { menuItemStyle, Popover } from '#components/ui/popover.tsx'
import { isTerminal } from '#engine/flow/flow.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { actionPath } from './use-verb.ts'

const ConfirmDialog = dynamic(() => import('./confirm-dialog.tsx'), { ssr: false })
const ResumeDrawer = dynamic(() => import('./form-drawer.tsx').then((file) => file.ResumeDrawer), {
  ssr: false,
})
const ReplayDrawer = dynamic(() => import('./form-drawer.tsx').then((file) => file.ReplayDrawer), {
  ssr: false,
})
const StateDialog = dynamic(() => import('./state-dialog.tsx'), { ssr: false })
const LabelsDialog = dynamic(() => import('./labels-dialog.tsx'), { ssr: false })

/** What the person may do with runs of this flow. */
export interface MayDo {
  kill: boolean
  update: boolean
  replay: boolean
  delete: boolean
  /** See the request that it plays. */
  readRequest: boolean
}

type Asked = 'kill' | 'pause' | 'restart' | 'delete' | 'resume' | 'replay' | 'status' | 'labels'

/** The verbs that fit the run's state, each behind a dialog that says what it does. */
export function RunActions({ run, may }: { run: ExecutionView; may: MayDo }) {
  const t = useTranslations('studio.life')
  const [asked, setAsked] = useState<Asked>()
  const { current } = run.state
  const ended = isTerminal(current)
  const close = () => {
    setAsked(undefined)
  }
  const button = (verb: Asked, icon: ReactNode, label: string) => (
    <Button
      key={verb}
      variant={verb === 'kill' ? 'danger' : verb === 'resume' ? 'primary' : undefined}
      onClick={() => {
        setAsked(verb)
      }}
    >
      {icon}
      {label}
    </Button>
  )
  const isRunning = ['RUNNING', 'RETRYING', 'RESTARTED'].includes(current)
  const failed = ['FAILED', 'KILLED', 'CANCELLED', 'WARNING'].includes(current)
  return (
    <>
      {may.update && isRunning ? button('pause', <CirclePause aria-hidden />, t('pause')) : null}
      {may.update && current === 'PAUSED' ? button('resume', <CirclePlay aria-hidden />, t('resume')) : null}
      {may.update && failed ? button('restart', <RotateCw aria-hidden />, t('restart')) : null}
      {may.replay && ended ? button('replay', <RotateCcw aria-hidden />, t('replay')) : null}
      {may.kill && !ended ? button('kill', <Ban aria-hidden />, t('kill')) : null}
      {ended && (may.update || may.delete) ? (
        <Popover
          menu
          label={t('more')}
          button={<Ellipsis aria-hidden />}
          buttonClassName={buttonStyle({ size: 'icon' })}
        >
          {(shut) => {
            const item = (verb: Asked, icon: ReactNode, label: string) => (
              <button
                key={verb}
                type="button"
                role="menuitem"
                className={menuItemStyle}
                onClick={() => {
                  shut()
                  setAsked(verb)
                }}
              >
                {icon}
                {label}
              </button>
            )
            return (
              <>
                {may.update ? item('status', <ToggleLeft aria-hidden />, t('changeStatus')) : null}
                {may.update ? item('labels', <Tags aria-hidden />, t('labels')) : null}
                {may.delete ? item('delete', <Trash2 aria-hidden />, t('delete')) : null}
              </>
            )
          }}
        </Popover>
      ) : null}
      {asked === 'kill' || asked === 'pause' || asked === 'restart' || asked === 'delete' ? (
        <ConfirmDialog verb={asked} run={run} onClose={close} />
      ) : null}
      {asked === 'resume' ? <ResumeDrawer run={run} onClose={close} /> : null}
      {asked === 'replay' ? <ReplayDrawer run={run} onClose={close} /> : null}
      {asked === 'labels' ? <LabelsDialog run={run} onClose={close} /> : null}
      {asked === 'status' ? (
        <StateDialog
          executionId={run.id}
          title={t('changeStatusTitle', { flow: run.flowId })}
          text={t('changeStatusText')}
          current={current}
          change={(state) => send('POST', `${actionPath(run.id, 'change-status')}?status=${state}`)}
          onClose={close}
        />
      ) : null}
    </>
  )
}
