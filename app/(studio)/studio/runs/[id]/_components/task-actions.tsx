'use client'

import { RotateCcw, ToggleLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { Button } from '#components/ui/button.tsx'
import { isTerminal } from '#engine/flow/flow.ts'
import type { ExecutionView, TaskRunView } from '#server/runs/view.ts'
import type { MayDo } from './run-actions.tsx'
import { actionPath } from './use-verb.ts'

const ReplayDrawer = dynamic(() => import('./form-drawer.tsx').then((file) => file.ReplayDrawer), {
  ssr: false,
})
const StateDialog = dynamic(() => import('./state-dialog.tsx'), { ssr: false })

interface TaskActionsProps {
  run: ExecutionView
  task: TaskRunView
  may: MayDo
}

/** What can be done from one task of a run that has ended. */
export function TaskActions({ run, task, may }: TaskActionsProps) {
  const t = useTranslations('studio.life')
  const [asked, setAsked] = useState<'replay' | 'state'>()
  if (!isTerminal(run.state.current)) return null
  const close = () => {
    setAsked(undefined)
  }
  return (
    <div className="flex flex-wrap gap-2">
      {may.replay ? (
        <Button
          size="sm"
          onClick={() => {
            setAsked('replay')
          }}
        >
          <RotateCcw aria-hidden />
          {t('replayFrom')}
        </Button>
      ) : null}
      {may.update ? (
        <Button
          size="sm"
          onClick={() => {
            setAsked('state')
          }}
        >
          <ToggleLeft aria-hidden />
          {t('changeTask')}
        </Button>
      ) : null}
      {asked === 'replay' ? <ReplayDrawer run={run} from={task} onClose={close} /> : null}
      {asked === 'state' ? (
        <StateDialog
          executionId={run.id}
          title={t('changeTaskTitle', { task: task.taskId })}
          text={t('changeTaskText')}
          current={task.state.current}
          change={(state) =>
            send('POST', actionPath(run.id, 'state'), { body: { taskRunId: task.id, state } })
          }
          onClose={close}
        />
      ) : null}
    </div>
  )
}
