import type { TaskActivity } from '#engine/catalog/host.ts'
import type { LogLevel } from '#engine/flow/flow.ts'

const log: TaskActivity<{ message: string | string[]; level: LogLevel }> = async (
  { message, level },
  host,
) => {
  for (const line of [message].flat()) await host.log(level, line)
  return { state: 'SUCCESS', outputs: {} }
}

export default log
