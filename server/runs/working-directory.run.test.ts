import { spawn } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { openFile } from '#server/files/open-file.ts'
import { until } from '../../tests/harness/until.ts'
import { getExecution } from './get-execution.ts'
import { killExecution } from './kill-execution.ts'
import { changeTaskRunState, restartExecution } from './restart-execution.ts'
import { namespace, statesOf, setUpRuns } from './testdata/fixture.ts'
import type { ExecutionView } from './view.ts'

const runs = setUpRuns()
const flow = (id: string, rest: string) => `id: ${id}\nnamespace: ${namespace}\n${rest}`

async function logOf(executionId: string, taskId: string): Promise<string[]> {
  const rows = await db.log.findMany({
    where: { executionId, taskId },
    orderBy: [{ attempt: 'asc' }, { delivery: 'asc' }, { line: 'asc' }],
  })
  return rows.map(({ message }) => message)
}

async function textOf(executionId: string, uri: unknown): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await openFile(executionId, String(uri))) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const runOf = (execution: ExecutionView, taskId: string) =>
  execution.taskRunList.find((run) => run.taskId === taskId)

const stateOf = async (id: string, taskId: string) =>
  runOf(await getExecution(runs.engineer, id), taskId)?.state.current

describe('a working directory', () => {
  it('plays its tasks in one folder; each sees files and outputs of those before, and so does what comes after', async () => {
    await runs.publish(
      flow(
        'folder',
        `
variables: { greeting: hi }
tasks:
  - id: wd
    type: io.kestra.plugin.core.flow.WorkingDirectory
    inputFiles:
      in.txt: "{{ vars.greeting }}"
    outputFiles: ['*.txt']
    tasks:
      - id: first
        type: script.shell
        script: |
          tr a-z A-Z < in.txt > out.txt
          echo '::{"outputs": {"n": 3}}::'
      - id: skipped
        type: return
        runIf: "{{ outputs.first.vars.n > 5 }}"
      - id: off
        type: return
        disabled: true
      - id: change
        type: set-variables
        variables: { greeting: "{{ outputs.first.vars.n }}" }
      - id: second
        type: script.python
        script: |
          print(open('out.txt').read(), "{{ vars.greeting }}", "{{ tasks.skipped.state }}", "{{ taskrun.attemptsCount }}")
  - id: after
    type: return
    format: "{{ outputs.first.vars.n }} {{ vars.greeting }} {{ read(outputs.wd.outputFiles['out.txt']) }}"
`,
      ),
    )
    const execution = await runs.run('folder')
    expect(statesOf(execution)).toEqual({
      wd: 'SUCCESS',
      first: 'SUCCESS',
      skipped: 'SKIPPED',
      change: 'SUCCESS',
      second: 'SUCCESS',
      after: 'SUCCESS',
    })
    expect(runOf(execution, 'after')?.outputs).toEqual({ value: '3 3 HI' })
    expect(await logOf(execution.id, 'second')).toEqual(['HI 3 SKIPPED 0'])
    const wd = runOf(execution, 'wd')
    expect(execution.taskRunList.filter(({ parentTaskRunId }) => parentTaskRunId === wd?.id)).toHaveLength(4)
    const files = (wd?.outputs as { outputFiles: Record<string, string> }).outputFiles
    expect(Object.keys(files)).toEqual(['in.txt', 'out.txt'])
    expect(await textOf(execution.id, files['out.txt'])).toBe('HI')
  })

  it('tries a task again as its own retry says, in the same folder, and ends it in time', async () => {
    await runs.publish(
      flow(
        'retried',
        `
tasks:
  - id: wd
    type: working-directory
    tasks:
      - id: again
        type: script.shell
        retry: { type: constant, interval: PT0.1S, maxAttempts: 3, warningOnRetry: true }
        script: echo x >> tries; test $(wc -l < tries) = 3
      - id: late
        type: script.shell
        timeout: "PT{{ 1 }}S"
        allowFailure: true
        script: sleep 60
      - id: last
        type: script.shell
        script: cat tries | wc -l
`,
      ),
    )
    const execution = await runs.run('retried')
    expect(execution.state.current).toBe('WARNING')
    expect(statesOf(execution)).toEqual({ wd: 'WARNING', again: 'WARNING', late: 'WARNING', last: 'SUCCESS' })
    expect(runOf(execution, 'again')?.attempts?.map(({ state }) => state.current)).toEqual([
      'FAILED',
      'FAILED',
      'SUCCESS',
    ])
    expect(await logOf(execution.id, 'last')).toEqual(['3'])
  })

  it('shows its task runs while it runs, and a kill ends the one that runs', async () => {
    const mark = `6${process.pid}`
    await runs.publish(
      flow(
        'long-folder',
        `
tasks:
  - id: wd
    type: working-directory
    tasks:
      - { id: quick, type: return, format: done }
      - { id: long, type: script.shell, script: sleep ${mark} }
      - { id: never, type: return }
    errors: [{ id: sorry, type: return }]
`,
      ),
    )
    const id = await runs.start('long-folder')
    await until(async () => (await stateOf(id, 'long')) === 'RUNNING', 'the long task runs')
    const during = await getExecution(runs.engineer, id)
    expect(statesOf(during)).toEqual({ wd: 'RUNNING', quick: 'SUCCESS', long: 'RUNNING' })
    expect(runOf(during, 'quick')?.outputs).toEqual({ value: 'done' })
    await killExecution(runs.engineer, id)
    const execution = await runs.rest(id)
    expect(execution.state.current).toBe('KILLED')
    expect(statesOf(execution)).toEqual({ wd: 'KILLED', quick: 'SUCCESS', long: 'KILLED' })
    expect(runOf(execution, 'long')?.attempts?.map(({ state }) => state.current)).toEqual(['KILLED'])
  })

  it('fails with the task that failed, plays its errors, and restarts as a whole', async () => {
    await runs.publish(
      flow(
        'restarted',
        `
tasks:
  - id: wd
    type: working-directory
    tasks:
      - { id: mark, type: script.shell, script: 'test ! -e mark && touch mark && echo clean' }
      - { id: fragile, type: script.shell, script: 'test "{{ labels.system.restarted ?? false }}" = true' }
      - { id: last, type: return, format: "{{ taskrun.id }}" }
    errors: [{ id: sorry, type: return, format: "{{ outputs.mark.exitCode }}" }]
  - { id: after, type: return, format: "{{ outputs.last.value }}" }
`,
      ),
    )
    const first = await runs.run('restarted')
    expect(first.state.current).toBe('FAILED')
    expect(statesOf(first)).toEqual({ wd: 'FAILED', mark: 'SUCCESS', fragile: 'FAILED', sorry: 'SUCCESS' })
    expect(runOf(first, 'sorry')?.outputs).toEqual({ value: '0' })
    const fragile = runOf(first, 'fragile')?.id ?? ''
    await expect(
      changeTaskRunState(runs.engineer, first.id, { taskRunId: fragile, state: 'SUCCESS' }),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('as a whole') as string })
    await restartExecution(runs.engineer, first.id)
    const again = await runs.rest(first.id)
    expect(again.state.current).toBe('SUCCESS')
    expect(statesOf(again)).toEqual({
      wd: 'SUCCESS',
      mark: 'SUCCESS',
      fragile: 'SUCCESS',
      last: 'SUCCESS',
      after: 'SUCCESS',
    })
    expect(runOf(again, 'wd')?.attempts).toHaveLength(2)
    expect(runOf(again, 'after')?.outputs).toEqual({ value: runOf(again, 'last')?.id })
    expect(await logOf(first.id, 'mark')).toEqual(['clean', 'clean'])
  })

  it('keeps files for its next execution, of the same value in a loop', async () => {
    await runs.publish(
      flow(
        'cached',
        `
tasks:
  - id: each
    type: for-each
    values: [a, b]
    concurrencyLimit: 1
    tasks:
      - id: wd
        type: working-directory
        cache: { patterns: ['kept/**'], ttl: PT1H }
        tasks:
          - id: look
            type: script.shell
            script: |
              ls -A kept 2>/dev/null | wc -l
              mkdir -p kept && echo {{ taskrun.value }} > kept/{{ taskrun.value }}
              echo x > other
              ln -sf /etc/hostname kept/link
`,
      ),
    )
    const first = await runs.run('cached')
    expect(await logOf(first.id, 'look')).toEqual(['0', '0'])
    const second = await runs.run('cached')
    expect(second.state.current).toBe('SUCCESS')
    expect(await logOf(second.id, 'look')).toEqual(['1', '1'])
  })
})

it('hides in all of its tasks what one of them has read', async () => {
  process.env.SECRET_FOLDER_TOKEN = Buffer.from('very-secret-token').toString('base64')
  await runs.publish(
    flow(
      'secretive',
      `
tasks:
  - id: wd
    type: working-directory
    tasks:
      - id: write
        type: script.shell
        env: { TOKEN: "{{ secret('FOLDER_TOKEN') }}" }
        script: echo $TOKEN > token
      - id: show
        type: script.shell
        script: |
          cat token
          echo '::{"outputs": {"token": "'$(cat token)'"}}::'
`,
    ),
  )
  const execution = await runs.run('secretive')
  expect(execution.state.current).toBe('SUCCESS')
  expect(await logOf(execution.id, 'show')).toEqual(['********'])
  expect(JSON.stringify(await db.taskRun.findMany({ where: { executionId: execution.id } }))).not.toContain(
    'very-secret-token',
  )
})

describe('a working directory whose worker dies', () => {
  afterEach(() => runs.startWorker())

  it('begins clean on the next one', async () => {
    await runs.publish(
      flow(
        'orphaned',
        `
tasks:
  - id: wd
    type: working-directory
    tasks:
      - { id: mark, type: script.shell, script: 'test ! -e mark && touch mark && echo clean' }
      - { id: wait, type: script.shell, script: sleep 3 }
      - { id: last, type: return, format: done }
  - { id: after, type: return, format: "{{ outputs.last.value }}" }
`,
      ),
    )
    await runs.stopWorker()
    const worker = spawn(process.execPath, ['--import', 'tsx', 'server/worker.ts'], {
      env: process.env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    await new Promise((ready) => worker.once('message', ready))
    const id = await runs.start('orphaned')
    await until(async () => (await stateOf(id, 'wait')) === 'RUNNING', 'the second task runs')
    worker.kill('SIGKILL')
    await runs.startWorker()
    const execution = await runs.rest(id)
    expect(execution.state.current).toBe('SUCCESS')
    expect(statesOf(execution)).toEqual({
      wd: 'SUCCESS',
      mark: 'SUCCESS',
      wait: 'SUCCESS',
      last: 'SUCCESS',
      after: 'SUCCESS',
    })
    expect(await logOf(id, 'mark')).toEqual(['clean', 'clean'])
    await runs.stopWorker()
  })
})
