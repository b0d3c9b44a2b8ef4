import { randomUUID } from 'node:crypto'
import { until } from '../harness/until.ts'
import { call } from './story.ts'

/** Several stories fill one product, side by side: each has names of its own. */
const sourcesOf = (namespace: string, suffix: string) => ({
  clocked: `id: clocked-${suffix}
namespace: ${namespace}
tasks:
  - { id: note, type: log, message: "It is {{ trigger.date ?? 'no time' }}" }
triggers:
  - { id: every-morning, type: schedule, cron: "0 9 * * MON-FRI", timezone: Europe/Berlin }
  - { id: once-a-minute, type: schedule, cron: "* * * * *", disabled: true }
  - { id: from-the-warehouse-management-system, type: webhook, key: "0123456789abcdef" }
`,
  queued: `id: one-at-a-time-${suffix}
namespace: ${namespace}
concurrency: { limit: 1, behavior: QUEUE }
tasks:
  - id: ask
    type: pause
    onResume:
      - { id: reason, type: STRING, displayName: Why may it go on? }
  - { id: done, type: log, message: done }
`,
  looping: `id: looping-${suffix}
namespace: ${namespace}
tasks:
  - id: countries
    type: for-each
    values: "{{ range(1, 60) }}"
    tasks:
      - { id: look-up, type: return, format: "Country number {{ taskrun.value }} with a rather long name" }
      - id: worry
        type: log
        level: WARN
        message: "{{ taskrun.value }}"
  - id: both
    type: parallel
    tasks:
      - { id: left, type: sleep, duration: PT0.2S }
      - id: maybe
        type: if
        condition: "{{ false }}"
        then: [{ id: never, type: log, message: never }]
        else: [{ id: right, type: return, format: right }]
errors:
  - { id: apologise, type: log, message: sorry }
`,
  old: `id: old-words-${suffix}
namespace: ${namespace}
inputs:
  - { name: who, type: STRING, defaults: you }
tasks:
  - id: greet
    type: io.kestra.core.tasks.log.Log
    message: "Good evening, {{ inputs.who }}"
    retry: { type: constant, interval: PT1S, maxAttempt: 3 }
`,
})

type Name = keyof ReturnType<typeof sourcesOf>

interface Run {
  id: string
  state: { current: string }
}

/** What the pages of the studio show when much has happened. */
export interface Filled {
  namespace: string
  flows: Record<Name, string>
  paused: string
  queued: string
  looped: string
}

export async function fillStudio(): Promise<Filled> {
  const flows = {} as Filled['flows']
  const suffix = randomUUID().slice(0, 4)
  const namespace = `company.filled-${suffix}`
  for (const [name, source] of Object.entries(sourcesOf(namespace, suffix)))
    flows[name as Name] = (await call<{ id: string }>('admin', 'POST /flows', source)).id
  const paused = await begun(`${namespace}/${flows.queued}`, 'PAUSED')
  const queued = await begun(`${namespace}/${flows.queued}`, 'QUEUED')
  const looped = await begun(`${namespace}/${flows.looping}`, 'SUCCESS')
  await call('admin', 'PUT /triggers/backfill/create', {
    namespace,
    flowId: flows.clocked,
    triggerId: 'every-morning',
    backfill: { start: new Date(Date.now() - 400 * 86_400_000).toISOString() },
  })
  await call('admin', 'PUT /triggers/backfill/pause', {
    namespace,
    flowId: flows.clocked,
    triggerId: 'every-morning',
  })
  const keys = {
    last_run: '2027-01-31T09:00:00Z',
    rates: '{"eu": 19.5, "us": [7, 8]}',
    'a-rather-long-key.that-names.what_it_holds': '"A text"',
  }
  for (const [key, value] of Object.entries(keys))
    await call(
      'admin',
      `PUT /namespaces/${namespace}/kv/${key}?description=Kept+between+runs&ttl=P30D`,
      value,
    )
  return { namespace, flows, paused, queued, looped }
}

async function begun(flow: string, state: string): Promise<string> {
  const { id } = await call<Run>('admin', `POST /executions/${flow}`, {})
  await until(
    async () => (await call<Run>('admin', `GET /executions/${id}`)).state.current === state,
    `the run is ${state}`,
  )
  return id
}
