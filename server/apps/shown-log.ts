import { logLevels, type LogLevel } from '#engine/flow/flow.ts'
import type { BlockView } from '#engine/flow/app-page.ts'
import type { LogFilter } from '#server/logs/line.ts'
import { allBlocks } from './block-data.ts'

type Lines = Pick<LogFilter, 'minLevel' | 'taskIds'>

const ofLogs = new Set(['logs', 'download-logs-button'])

/** What of the wanted lines a page shows: by the first of its blocks that shows any of them. Undefined: it shows none. */
export function shownLog(blocks: readonly BlockView[], wanted: Lines): Lines | undefined {
  for (const { type, properties, problem } of allBlocks(blocks)) {
    if (!ofLogs.has(type) || problem) continue
    const { logLevel, taskIds = [] } = (properties.filter ?? {}) as {
      logLevel?: LogLevel
      taskIds?: string[]
    }
    const both = inBoth(taskIds, wanted.taskIds ?? [])
    if (both) return { minLevel: graver(logLevel, wanted.minLevel), taskIds: both }
  }
  return undefined
}

/** An empty list stands for all of them; undefined: they have nothing in common. */
function inBoth(shown: readonly string[], wanted: readonly string[]): readonly string[] | undefined {
  if (shown.length === 0) return wanted
  if (wanted.length === 0) return shown
  const both = wanted.filter((id) => shown.includes(id))
  return both.length > 0 ? both : undefined
}

function graver(one: LogLevel | undefined, other: LogLevel | undefined): LogLevel | undefined {
  if (!one || !other) return one ?? other
  return logLevels.indexOf(one) > logLevels.indexOf(other) ? one : other
}
