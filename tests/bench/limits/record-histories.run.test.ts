import { Client, Connection } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { semantics } from '#engine/flow/advance/semantics.ts'
import { db } from '#server/db.ts'
import { getExecution } from '#server/runs/get-execution.ts'
import { killExecution } from '#server/runs/kill-execution.ts'
import { namespace, setUpRuns } from '#server/runs/testdata/fixture.ts'
import { sendDecision } from '#server/temporal.ts'
import { makePerson } from '../../harness/people.ts'
import { until } from '../../harness/until.ts'

// With RECORD_HISTORIES=1 the histories become those that later releases are tested with: engine/workflow/histories.
const folder = path.resolve(
  process.env.RECORD_HISTORIES
    ? `engine/workflow/histories/semantics-${semantics}`
    : 'node_modules/.cache/formwork/histories',
)
const runs = setUpRuns()
let connection: Connection

beforeAll(async () => {
  connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' })
  mkdirSync(folder, { recursive: true })
})
afterAll(() => connection.close())

async function latest(executionId: string): Promise<{ runId: string; firstExecutionRunId: string }> {
  const { runId, raw } = await new Client({ connection }).workflow.getHandle(executionId).describe()
  return { runId, firstExecutionRunId: raw.workflowExecutionInfo?.firstRunId ?? '' }
}

/** Writes the history of each run of the execution, the first one first. */
async function record(name: string, executionId: string): Promise<void> {
  const client = new Client({ connection })
  const last = client.workflow.getHandle(executionId)
  await last.result()
  const { events } = await last.fetchHistory()
  let runId = events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId ?? undefined
  for (let part = 1; runId; part++) {
    const history = await client.workflow.getHandle(executionId, runId).fetchHistory()
    expect(history.events?.length).toBeGreaterThan(2)
    writeFileSync(
      path.join(folder, `${name}-${part}.json`),
      JSON.stringify(JSON.parse(historyToJSON(history))),
    )
    const end = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes
    runId = end?.newExecutionRunId ?? undefined
  }
}

it('records inline tasks, a condition and branches side by side', async () => {
  await runs.publish(`
id: mixed
namespace: ${namespace}
tasks:
  - {id: one, type: return, format: "1"}
  - id: check
    type: if
    condition: "{{ outputs.one.value == '1' }}"
    then:
      - {id: yes, type: log, message: yes}
  - id: both
    type: parallel
    tasks:
      - {id: left, type: log, message: left}
      - {id: right, type: script.shell, script: echo right}
  - {id: wait, type: sleep, duration: PT0.2S}
outputs:
  - {id: result, type: STRING, value: "{{ outputs.one.value }}"}
`)
  const execution = await runs.run('mixed')
  expect(execution.state.current).toBe('SUCCESS')
  await record('mixed', execution.id)
})

it('records a failure with its errors branch', async () => {
  await runs.publish(`
id: failing
namespace: ${namespace}
tasks:
  - {id: wrong, type: fail}
errors:
  - {id: told, type: log, message: told}
`)
  const execution = await runs.run('failing')
  expect(execution.state.current).toBe('FAILED')
  await record('failing', execution.id)
})

it('records an approval that was decided', async () => {
  const { actor } = await makePerson({ roles: ['approver'] })
  await runs.publish(`
id: asking
namespace: ${namespace}
tasks:
  - id: ask
    type: approval
    deciders: [{user: ${actor.id}}]
  - {id: after, type: log, message: after}
`)
  const id = await runs.start('asking')
  await runs.rest(id)
  const isRenewed = async () => {
    const { firstExecutionRunId, runId } = await latest(id)
    return firstExecutionRunId !== runId
  }
  await until(isRenewed, 'the wait begins with a fresh history')
  const approval = await db.approval.findFirstOrThrow({ where: { executionId: id } })
  const { id: taskRunId, version, round, seenHash } = approval
  const person = { personId: actor.id, personName: actor.name, door: 'test' }
  await sendDecision(id, {
    decisionId: 'one',
    taskRunId,
    version,
    round,
    seenHash,
    vote: 'APPROVE',
    ...person,
  })
  expect((await runs.rest(id)).state.current).toBe('SUCCESS')
  await record('approval', id)
})

it('records a kill while an activity runs', async () => {
  await runs.publish(`
id: endless
namespace: ${namespace}
tasks:
  - {id: long, type: script.shell, script: sleep 60}
`)
  const id = await runs.start('endless')
  await until(async () => (await getExecution(runs.engineer, id)).taskRunList.length > 0, 'the script runs')
  await killExecution(runs.engineer, id)
  expect((await runs.rest(id)).state.current).toBe('KILLED')
  await record('killed', id)
})
