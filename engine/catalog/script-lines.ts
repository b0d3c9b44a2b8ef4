import { isMap, put } from '#engine/flow/advance/entries.ts'
import type { Json, JsonObject, LogLevel } from '#engine/flow/flow.ts'
import { logLevels } from '#engine/flow/flow.ts'
import type { MetricType, TaskHost } from './host.ts'

/** What a script prints: lines of its log, and lines `::{"outputs": …, "metrics": …, "logs": …}::` that say something to us. */
export class ScriptLines {
  readonly vars: JsonObject = {}
  readonly counts = { stdout: 0, stderr: 0 }

  constructor(private readonly host: Pick<TaskHost, 'log' | 'metric'>) {}

  /** Takes one line; resolves when there is room for the next. */
  async take(stream: 'stdout' | 'stderr', line: string): Promise<void> {
    const said = messageIn(line)
    if (!said) {
      this.counts[stream]++
      return this.host.log(stream === 'stdout' ? 'INFO' : 'ERROR', line)
    }
    if (said === 'unreadable')
      return this.host.log(
        'WARN',
        `This line should be JSON between colons, but is not: ${line.slice(0, 200)}`,
      )
    if (isMap(said.outputs))
      for (const [name, value] of Object.entries(said.outputs)) put(this.vars, name, value)
    for (const metric of listOf(said.metrics)) await this.measure(metric)
    for (const entry of listOf(said.logs)) await this.say(entry)
  }

  private async measure(given: Json): Promise<void> {
    const metric = metricOf(given)
    if (metric) this.host.metric(metric)
    else
      await this.host.log(
        'WARN',
        `A metric needs a name, a type (counter, timer or gauge) and a number: ${JSON.stringify(given).slice(0, 200)}`,
      )
  }

  private say(given: Json): Promise<void> {
    const { level, message } = isMap(given) ? given : { level: undefined, message: given }
    return this.host.log(
      levelOf(level),
      typeof message === 'string' ? message : JSON.stringify(message ?? ''),
    )
  }
}

/** Undefined: an ordinary line. */
function messageIn(line: string): JsonObject | 'unreadable' | undefined {
  const text = line.trimEnd()
  if (!text.startsWith('::{') || !text.endsWith('}::')) return undefined
  try {
    const said = JSON.parse(text.slice(2, -2)) as Json
    return isMap(said) ? said : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

function metricOf(given: Json): Parameters<TaskHost['metric']>[0] | undefined {
  if (!isMap(given)) return undefined
  const { name, type, value, tags } = given
  const kind = typeof type === 'string' ? type.toLowerCase() : ''
  if (typeof name !== 'string' || name === '' || !isMetricType(kind)) return undefined
  const number = measured(kind, value)
  if (number === undefined) return undefined
  const named = isMap(tags) ? Object.entries(tags).map(([key, tag]) => [key, textOf(tag)] as const) : []
  return { name, type: kind, value: number, tags: Object.fromEntries(named) }
}

/** A timer's value is told in seconds, or as an ISO 8601 duration of them, and kept in milliseconds. */
function measured(type: MetricType, value: Json | undefined): number | undefined {
  const seconds = typeof value === 'string' ? /^PT(\d+(?:\.\d+)?)S$/.exec(value)?.[1] : undefined
  const number = typeof value === 'number' ? value : seconds === undefined ? NaN : Number(seconds)
  if (!Number.isFinite(number)) return undefined
  return type === 'timer' ? number * 1000 : number
}

function isMetricType(text: string): text is MetricType {
  return text === 'counter' || text === 'timer' || text === 'gauge'
}

function levelOf(given: Json | undefined): LogLevel {
  const name = typeof given === 'string' ? given.toUpperCase() : ''
  return logLevels.find((level) => level === name) ?? (name === 'WARNING' ? 'WARN' : 'INFO')
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
