import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  WorkflowExecutionAlreadyStartedError,
  type CalendarSpec,
} from '@temporalio/client'
import { WorkflowIdReusePolicy } from '@temporalio/common'
import type { BackfillCall, TriggerTarget } from '#engine/workflow/trigger-messages.ts'
import type { Calendar } from '#engine/flow/cron/calendars.ts'
import { env } from './env.ts'
import { call } from './temporal.ts'

const months = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const
const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const
const yearMs = 365 * 86_400_000
/** The server takes no less than ten seconds. */
const shortCatchUpMs = 60_000

/** What a durable schedule is made from. */
export interface ScheduleWish {
  timeZone: string
  calendars: readonly Calendar[]
  missed: 'ALL' | 'LAST' | 'NONE'
}

/** Of the installation, so that two of them may share a Temporal. */
function idOf(kind: string, { namespace, flowId, triggerId }: TriggerTarget): string {
  return `${env().FORMWORK_TASK_QUEUE}/${kind}/${namespace}/${flowId}/${triggerId}`
}

/** Makes the schedule of a trigger, or makes it as wished. @throws AppError `unavailable` */
export async function putSchedule(target: TriggerTarget, wish: ScheduleWish): Promise<void> {
  const scheduleId = idOf('trigger', target)
  const { namespace, flowId, triggerId } = target
  const options = {
    spec: { calendars: wish.calendars.map(specOf), timezone: wish.timeZone },
    action: {
      type: 'startWorkflow' as const,
      workflowType: 'fireTrigger',
      workflowId: scheduleId,
      taskQueue: env().FORMWORK_TASK_QUEUE,
      args: [{ namespace, flowId, triggerId }],
    },
    policies: {
      overlap: ScheduleOverlapPolicy.ALLOW_ALL,
      catchupWindow: wish.missed === 'NONE' ? shortCatchUpMs : yearMs,
    },
  }
  await call(async (client) => {
    try {
      await client.schedule.create({ scheduleId, ...options })
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error
      await client.schedule.getHandle(scheduleId).update(() => ({ ...options, state: { paused: false } }))
    }
  })
}

/** Removes the schedule of a trigger, where there is one. @throws AppError `unavailable` */
export async function removeSchedule(target: TriggerTarget): Promise<void> {
  await call(async (client) => {
    try {
      await client.schedule.getHandle(idOf('trigger', target)).delete()
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error
    }
  })
}

/** The next times of a schedule as Temporal counts them; undefined where there is no schedule. Epoch milliseconds. */
export async function scheduledTimes(target: TriggerTarget): Promise<number[] | undefined> {
  return call(async (client) => {
    try {
      const { info } = await client.schedule.getHandle(idOf('trigger', target)).describe()
      return info.nextActionTimes.map((date) => date.getTime())
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return undefined
      throw error
    }
  })
}

/** Has a backfill go on, whether its workflow runs, ends at this moment or is gone. @throws AppError `unavailable` */
export async function goOnWithBackfill(backfill: BackfillCall): Promise<void> {
  await call((client) =>
    client.workflow.signalWithStart('backfillTrigger', {
      ...backfillOptions(backfill),
      signal: 'goOn',
      signalArgs: [],
    }),
  )
}

function backfillOptions(backfill: BackfillCall) {
  return {
    taskQueue: env().FORMWORK_TASK_QUEUE,
    workflowId: `${idOf('backfill', backfill)}/${backfill.backfillId}`,
    args: [backfill] as [BackfillCall],
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  }
}

/** Starts the workflow of a backfill, unless it runs. @throws AppError `unavailable` */
export async function startBackfill(backfill: BackfillCall): Promise<void> {
  await call(async (client) => {
    try {
      await client.workflow.start('backfillTrigger', backfillOptions(backfill))
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
    }
  })
}

function specOf({ second, minute, hour, dayOfMonth, month, dayOfWeek, year }: Calendar): CalendarSpec {
  return {
    second: listOf(second, 60),
    minute: listOf(minute, 60),
    hour: listOf(hour, 24),
    dayOfMonth: listOf(dayOfMonth, 31),
    month: month.flatMap((number) => months[number - 1] ?? []),
    dayOfWeek: dayOfWeek === undefined ? '*' : dayOfWeek.flatMap((number) => weekdays[number] ?? []),
    year: year === undefined ? '*' : [...year],
  }
}

function listOf(values: readonly number[], all: number): number[] | '*' {
  return values.length === all ? '*' : [...values]
}
