import { describe, expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { drainOutbox } from '#server/outbox/drain.ts'
import { setKey } from '#server/kv/change-keys.ts'
import { namespace, setUpRuns } from '#server/runs/testdata/fixture.ts'
import { until } from '#tests/harness/until.ts'
import { updateNamespace } from './change-namespaces.ts'

const runs = setUpRuns()
const foreign = 'bank.payouts'

const flowOf = (id: string, where: string, more: string) => `
id: ${id}
namespace: ${where}
${more}
`
const pays = flowOf('pay', foreign, 'tasks:\n  - {id: paid, type: return, format: "paid"}')
const callsIt = (id: string, where: string) =>
  flowOf(
    id,
    where,
    `tasks:
  - {id: rate, type: return, format: "{{ kv('rate', namespace='${foreign}') ?? 'none' }}", allowFailure: true}
  - {id: call, type: subflow, namespace: ${foreign}, flowId: pay}`,
  )
const hearsIt = (id: string) =>
  flowOf(
    id,
    namespace,
    `tasks:
  - {id: told, type: log, message: "{{ trigger.executionId }}"}
triggers:
  - {id: heard, type: flow, conditions: [{type: execution-flow, namespace: ${foreign}, flowId: pay}]}`,
  )

const settled = () =>
  until(async () => {
    await drainOutbox()
    return (await db.outbox.count({ where: { doneAt: null } })) === 0
  }, 'nothing is owed any more')
const payments = () => db.execution.count({ where: { namespace: foreign } })

describe('what is in another tree', () => {
  it('is closed to flows, whoever wrote them, until its namespace allows it', async () => {
    await runs.publish(pays)
    await runs.publish(hearsIt('hears'))
    await runs.publish(callsIt('calls', namespace))
    await setKey(runs.engineer, { namespace: foreign, key: 'rate', text: '3' })

    const refused = await runs.run('calls')
    expect(refused.state.current).toBe('FAILED')
    expect(await payments()).toBe(0)
    const lines = await db.log.findMany({ where: { executionId: refused.id, level: 'ERROR' } })
    expect(lines.map(({ message }) => message).join('\n')).toMatch(
      /may not start flows of `bank\.payouts`.*`allowedNamespaces`/,
    )
    expect(lines.map(({ message }) => message).join('\n')).toContain("may not use the keys of 'bank.payouts'")

    await runs.run('pay', { namespace: foreign })
    await settled()
    expect(await db.execution.count({ where: { flowId: 'hears' } })).toBe(0)

    const [root = ''] = namespace.split('.')
    await updateNamespace(runs.engineer, { id: 'bank', source: `allowedNamespaces: [${root}]` })
    const allowed = await runs.run('calls')
    expect(allowed.state.current).toBe('SUCCESS')
    expect(allowed.taskRunList[0]?.outputs).toEqual({ value: '3' })
    await settled()
    expect(await payments()).toBe(2)
    expect(await db.execution.count({ where: { flowId: 'hears' } })).toBe(1)
  })
})
