import { expect, it } from 'vitest'
import { downloadLogs } from '#server/logs/get-logs.ts'
import { describe } from '#server/temporal.ts'
import { namespace, setUpRuns } from './testdata/fixture.ts'
import { waitForExecution } from './wait-for-execution.ts'

const runs = setUpRuns()

async function ended(id: string) {
  await waitForExecution(id, AbortSignal.timeout(200_000))
  const execution = await runs.rest(id)
  expect(execution.error).toBeUndefined()
  expect(execution.state.current).toBe('SUCCESS')
  return execution
}

it('plays a loop that reads what the iteration before gave, in a bounded history', async () => {
  const count = 600
  await runs.publish(`
id: back
namespace: ${namespace}
variables: { count: ${count} }
tasks:
  - id: each
    type: for-each
    values: '{{ range(1, vars.count) }}'
    tasks:
      - { id: sum, type: return, format: "{{ (taskrun.iteration > 0 ? iterationOutput('sum') : '0') | number + 1 }}" }
outputs: [{ id: last, type: STRING, value: "{{ outputs.sum['${count}'].value }}" }]
`)
  const id = await runs.start('back')
  expect((await ended(id)).outputs).toEqual({ last: String(count) })
  expect((await describe(id)).events).toBeLessThan(4_000)
})

it('plays a thousand iterations side by side that have outputs of their own, and gives them in order', async () => {
  await runs.publish(`
id: wide
namespace: ${namespace}
tasks:
  - id: each
    type: loop
    values: '{{ range(1, 1000) }}'
    outputs: [{ id: got, type: INT, value: '{{ outputs.say.value | number }}' }]
    tasks: [{ id: say, type: return, format: '{{ item.value }}' }]
outputs:
  - { id: counts, type: JSON, value: '{{ outputs.each.terminatedIterations | toJson }}' }
  - { id: all, type: JSON, value: "{{ loopOutputs(outputs.each.outputs, 'got') | toJson }}" }
`)
  const { outputs } = await ended(await runs.start('wide'))
  expect(outputs).toMatchObject({ counts: { SUCCESS: 1_000 } })
  expect(outputs?.all).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1))
})

it('hands fifty megabytes from task to task by their address, and keeps a hundred thousand lines', async () => {
  await runs.publish(`
id: large
namespace: ${namespace}
tasks:
  - id: make
    type: script.shell
    outputFiles: [big.bin]
    script: head -c 50000000 /dev/urandom > big.bin; echo "::{\\"outputs\\":{\\"sum\\":\\"$(sha256sum < big.bin)\\"}}::"
  - id: look
    type: script.shell
    inputFiles: { big.bin: '{{ outputs.make.outputFiles["big.bin"] }}' }
    script: echo "::{\\"outputs\\":{\\"sum\\":\\"$(sha256sum < big.bin)\\"}}::"; seq 1 100000
outputs:
  - { id: made, type: STRING, value: '{{ outputs.make.vars.sum }}' }
  - { id: seen, type: STRING, value: '{{ outputs.look.vars.sum }}' }
`)
  const id = await runs.start('large')
  const { outputs } = await ended(id)
  expect(outputs?.made).toMatch(/^[0-9a-f]{64}/)
  expect(outputs?.seen).toBe(outputs?.made)
  const text = await new Response(await downloadLogs(runs.engineer, id, { taskId: 'look' })).text()
  const lines = text.trimEnd().split('\n')
  expect(lines).toHaveLength(100_000)
  expect(lines.findIndex((line, at) => !line.endsWith(` INFO look ${at + 1}`))).toBe(-1)
})
