import type { MetricType } from '#engine/catalog/host.ts'
import { db } from '#server/db.ts'
import type { TaskCall } from './types.ts'

interface Measured {
  name: string
  type: MetricType
  value: number
  tags: Record<string, string>
  timestamp: Date
}

const most = 1_000

/** What one attempt measures: kept until it ends, stored in one statement; a repeat of the attempt replaces it. */
export class TaskMetrics {
  private readonly measured: Measured[] = []

  constructor(private readonly call: TaskCall) {}

  add({
    name,
    type,
    value,
    tags = {},
  }: Omit<Measured, 'tags' | 'timestamp'> & { tags?: Record<string, string> }): void {
    if (this.measured.length >= most || !Number.isFinite(value)) return
    this.measured.push({ name: name.slice(0, 200), type, value, tags, timestamp: new Date() })
  }

  async store(): Promise<void> {
    if (this.measured.length === 0) return
    const { executionId, taskRunId, attempt, namespace, flowId, taskId } = this.call
    const column = <K extends keyof Measured>(key: K) => this.measured.map((one) => one[key])
    await db.$executeRaw`
      INSERT INTO "Metric" ("executionId", "taskRunId", attempt, line, namespace, "flowId", "taskId", name, type, value, tags, timestamp)
      SELECT ${executionId}, ${taskRunId}, ${attempt}, at - 1, ${namespace}, ${flowId}, ${taskId}, name, type, value, tags::jsonb, time
      FROM unnest(${column('name')}::text[], ${column('type')}::text[], ${column('value')}::float8[],
        ${column('tags').map((tags) => JSON.stringify(tags))}::text[],
        ${column('timestamp').map((time) => time.toISOString())}::timestamptz[]) WITH ORDINALITY AS new(name, type, value, tags, time, at)
      ON CONFLICT ("taskRunId", attempt, line) DO UPDATE SET name = excluded.name, type = excluded.type,
        value = excluded.value, tags = excluded.tags, timestamp = excluded.timestamp`
  }
}
