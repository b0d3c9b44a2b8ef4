import type { LogQuery } from '#engine/catalog/execution-host.ts'
import type { TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import type { LogLevel } from '#engine/flow/flow.ts'

interface Properties {
  executionId?: string
  level: LogLevel
  tasksId?: string[]
}

const fetchLogs: TaskActivity<Properties> = async ({ executionId, level, tasksId }, host) => {
  const count = { lines: 0 }
  const which = { executionId: executionId ?? host.execution.id, taskIds: tasksId, minLevel: level }
  const { uri } = await host.files.put('logs.ion', linesOf(host, which, count))
  return { state: 'SUCCESS', outputs: { size: count.lines, uri } }
}

async function* linesOf(
  host: TaskHost,
  which: LogQuery,
  count: { lines: number },
): AsyncGenerator<Uint8Array> {
  for await (const lines of host.executions.logs(which)) {
    count.lines += lines.length
    yield new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }
}

export default fetchLogs
