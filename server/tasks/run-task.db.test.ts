import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { db } from '#server/db.ts'
import { openFile } from '#server/files/open-file.ts'
import { loadReferences } from '#server/files/references.ts'
import { seal } from '#server/secrets/seal.ts'
import { runTask } from './run-task.ts'

let flow: Flow

/** Publishes tasks as a flow and answers how to run one of them. */
async function publish(
  tasks: string,
): Promise<
  (
    taskId: string,
    more?: { context?: JsonObject; signal?: AbortSignal; attempt?: number },
  ) => ReturnType<typeof runTask>
> {
  const id = `flow-${randomBytes(4).toString('hex')}`
  const source = `id: ${id}\nnamespace: test.tasks\ntasks:\n${tasks.replace(/^/gm, '  ')}`
  const parsed = parseFlow(source, vocabulary)
  expect(parsed.problems).toEqual([])
  flow = { ...(parsed.flow as Flow), revision: 1 }
  await db.flow.create({ data: { namespace: flow.namespace, id, revision: 1, labels: {} } })
  await db.flowRevision.create({
    data: {
      namespace: flow.namespace,
      flowId: id,
      revision: 1,
      source,
      compiled: JSON.parse(JSON.stringify(flow)),
    },
  })
  const executionId = randomBytes(11).toString('hex')
  return (taskId, { context = {}, signal = new AbortController().signal, attempt = 1 } = {}) =>
    runTask({
      executionId,
      generation: 1,
      namespace: flow.namespace,
      flowId: id,
      flowRevision: 1,
      taskRunId: `${executionId}-${taskId}`,
      taskId,
      attempt,
      round: 1,
      delivery: 1,
      context,
      signal,
      heartbeat: () => undefined,
    })
}

async function linesOf(taskId: string): Promise<string[]> {
  const rows = await db.log.findMany({
    where: { flowId: flow.id, taskId },
    orderBy: [{ attempt: 'asc' }, { line: 'asc' }],
  })
  return rows.map(({ level, message }) => `${level} ${message}`)
}

beforeAll(() => {
  process.env.SECRET_API_TOKEN = Buffer.from('hunter2-hunter2').toString('base64')
})

describe('properties', () => {
  it('are rendered with what they may see, and read as what they should be', async () => {
    const run = await publish(
      '- id: hello\n  type: log\n  message: "Hello {{ inputs.name }}"\n  level: "{{ inputs.level }}"',
    )
    expect(await run('hello', { context: { inputs: { name: 'Ana', level: 'WARN' } } })).toMatchObject({
      state: 'SUCCESS',
    })
    expect(await linesOf('hello')).toEqual(['WARN Hello Ana'])
  })

  it('that name nothing fail the task with the place', async () => {
    const run = await publish('- id: hello\n  type: log\n  message: "{{ inputs.nobody }}"')
    const end = await run('hello', { context: { inputs: {} } })
    expect(end).toMatchObject({ state: 'FAILED', message: expect.stringContaining('nobody') })
    expect((await linesOf('hello'))[0]).toMatch(/^ERROR .*nobody/)
  })

  it('that render to the wrong thing fail the task with their name', async () => {
    const run = await publish('- id: hello\n  type: log\n  message: hi\n  level: "{{ inputs.level }}"')
    expect(await run('hello', { context: { inputs: { level: 'LOUD' } } })).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining('`level`'),
    })
  })
})

describe('log', () => {
  it('keeps only the lines of the level that the task asks for', async () => {
    const run = await publish('- id: quiet\n  type: log\n  logLevel: WARN\n  message: hidden')
    await run('quiet')
    expect(await linesOf('quiet')).toEqual([])
  })

  it('takes signs that Postgres does not', async () => {
    const run = await publish('- id: odd\n  type: log\n  message: "{{ inputs.text }}"')
    await run('odd', { context: { inputs: { text: 'a\u0000b\ud800c' } } })
    expect(await linesOf('odd')).toEqual(['INFO ab\ufffdc'])
  })
})

describe('secrets', () => {
  it('are masked in the log and sealed in outputs', async () => {
    const run = await publish(
      `- id: show\n  type: log\n  message: "token {{ secret('API_TOKEN') }} and {{ secret('API_TOKEN') | base64encode }}"\n- id: keep\n  type: return\n  format: "Bearer {{ secret('API_TOKEN') }}"`,
    )
    await run('show')
    expect(await linesOf('show')).toEqual(['INFO token ******** and ********'])
    const end = await run('keep')
    expect(end.outputs).toMatchObject({ value: { type: 'aes_encrypted' } })
    expect(JSON.stringify(end)).not.toContain('hunter2')
  })

  it('that came sealed are opened only where they are used', async () => {
    const run = await publish(
      '- id: show\n  type: log\n  message: "{{ inputs.pin | length }} {{ inputs.pin }}"',
    )
    await run('show', { context: { inputs: { pin: seal('very-secret-pin') } } })
    expect(await linesOf('show')).toEqual(['INFO 15 ********'])
  })

  it('are masked in later tasks too, also where only a part of an output is used', async () => {
    const run = await publish(
      `- id: keep\n  type: return\n  format: "Bearer {{ secret('API_TOKEN') }}"\n- id: show\n  type: log\n  message: "{{ outputs.keep.value | replace({'Bearer ': ''}) }}"`,
    )
    const { outputs = {} } = await run('keep')
    await run('show', { context: { outputs: { keep: outputs } } })
    expect(await linesOf('show')).toEqual(['INFO ********'])
  })

  it('that are not there fail the task', async () => {
    const run = await publish(`- id: show\n  type: log\n  message: "{{ secret('NOBODY') }}"`)
    expect(await run('show')).toMatchObject({ state: 'FAILED', message: expect.stringContaining('NOBODY') })
  })
})

describe('values', () => {
  it('above 4 KB travel as references and are read back where they are named', async () => {
    const run = await publish(
      '- id: big\n  type: return\n  format: "{{ inputs.text }}"\n- id: use\n  type: return\n  format: "{{ outputs.big.value | length }}"',
    )
    const big = await run('big', { context: { inputs: { text: 'x'.repeat(5000) } } })
    expect(big.outputs).toMatchObject({ value: { type: 'reference', bytes: 5002 } })
    expect(await loadReferences(big.outputs ?? {}, executionOf(big.outputs))).toEqual({
      value: 'x'.repeat(5000),
    })
    const foreign = { outputs: { big: big.outputs ?? {} } }
    const other = await publish('- id: use\n  type: return\n  format: "{{ outputs.big.value.bytes }}"')
    expect(await other('use', { context: foreign })).toMatchObject({ outputs: { value: '5002' } })
    expect(await run('use', { context: { outputs: { big: big.outputs ?? {} } } })).toMatchObject({
      outputs: { value: '5000' },
    })
  })

  it('set as variables are handed on', async () => {
    const run = await publish(
      '- id: set\n  type: set-variables\n  overwrite: false\n  variables:\n    a: "{{ 1 + 1 }}"',
    )
    expect(await run('set')).toMatchObject({ state: 'SUCCESS', variables: { a: '2' }, keepVariables: true })
  })
})

describe('scripts', () => {
  it('read their files, print outputs, and leave files', async () => {
    const run = await publish(`- id: py
  type: script.python
  inputFiles:
    in/data.txt: "{{ inputs.data }}"
  outputFiles: ['out/*.txt']
  script: |
    import os
    os.makedirs('out')
    open('out/copy.txt', 'w').write(open('in/data.txt').read().upper())
    print('working')
    print('::{"outputs": {"n": 3}}::')`)
    const end = await run('py', { context: { inputs: { data: 'ünï' } } })
    expect(end).toMatchObject({ state: 'SUCCESS', outputs: { exitCode: 0, vars: { n: 3 } } })
    const uri = (end.outputs?.outputFiles as Record<string, string>)['out/copy.txt'] ?? ''
    const chunks: Uint8Array[] = []
    for await (const chunk of await openFile(uri.split('/executions/')[1]?.split('/')[0] ?? '', uri))
      chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('ÜNÏ')
    expect(await linesOf('py')).toEqual(['INFO working'])
  })

  it('have no network, no files of the machine, no environment of ours', async () => {
    const run = await publish(`- id: look
  type: script.python
  script: |
    import os, socket
    print(sorted(os.environ))
    for path in ['/root', '/home', '/etc/passwd', '/var', '${path.resolve('package.json')}']:
        print(path, os.path.exists(path))
    try:
        socket.create_connection(('127.0.0.1', 5432), 1)
        print('connected')
    except OSError as error:
        print('refused')
    print(os.getuid(), len([p for p in os.listdir('/proc') if p.isdigit()]) < 6)`)
    await run('look')
    const lines = await linesOf('look')
    expect(lines[0]).toBe("INFO ['HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR', 'TZ']")
    expect(lines.slice(1, 6).every((line) => line.endsWith('False'))).toBe(true)
    expect(lines.slice(6)).toEqual(['INFO refused', 'INFO 65534 True'])
  })

  it('that leave the folder are refused', async () => {
    const run = await publish(
      '- id: out\n  type: script.shell\n  inputFiles: {"../../x": hi}\n  script: "true"',
    )
    expect(await run('out')).toMatchObject({ state: 'FAILED', message: expect.stringContaining('outside') })
  })

  it('that fail say so with their code and what they printed', async () => {
    const run = await publish('- id: no\n  type: script.shell\n  script: |\n    echo before >&2\n    exit 3')
    expect(await run('no')).toMatchObject({
      state: 'FAILED',
      message: 'The script ended with the code 3',
      outputs: { exitCode: 3 },
    })
    expect(await linesOf('no')).toEqual(['ERROR before', 'ERROR The script ended with the code 3'])
  })

  it('are ended with all their children, also when they are deaf', async () => {
    const run = await publish(
      `- id: deaf\n  type: script.shell\n  script: |\n    trap "" TERM\n    sleep 987654 &\n    echo up\n    while true; do sleep 0.1; done`,
    )
    const stop = new AbortController()
    const running = run('deaf', { signal: stop.signal })
    await expect.poll(() => linesOf('deaf'), { timeout: 20_000 }).toEqual(['INFO up'])
    stop.abort()
    expect(await running).toMatchObject({ state: 'FAILED', message: 'The script was cancelled' })
    const commands = readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid))
      .map(commandOf)
    expect(commands.filter((command) => command.includes('987654'))).toEqual([])
  })

  it('that fork without end are held', async () => {
    const run = await publish(
      `- id: bomb\n  type: script.python\n  script: |\n    import os, time\n    made = 0\n    try:\n        for _ in range(5000):\n            if os.fork() == 0:\n                time.sleep(float(30))\n                os._exit(0)\n            made += 1\n    except OSError:\n        print('held', made < 1000)`,
    )
    await run('bomb')
    expect(await linesOf('bomb')).toEqual(['INFO held True'])
  })

  it('that ask for the network are refused unless an operator allows it', async () => {
    const run = await publish('- id: net\n  type: script.shell\n  network: true\n  script: "true"')
    expect(await run('net')).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining('FORMWORK_SCRIPT_NETWORK'),
    })
  })

  it('that print without end are held back and end', async () => {
    const run = await publish(
      '- id: flood\n  type: script.python\n  script: |\n    for i in range(20000):\n        print(i)\n    print("x" * 100000)',
    )
    expect(await run('flood')).toMatchObject({ state: 'SUCCESS' })
    expect(await linesOf('flood')).toHaveLength(20_004)
  })
})

/** The execution in the address of a value that is stored apart. */
function executionOf(outputs: JsonObject | undefined): string {
  return /executions\/([^/]+)/.exec(JSON.stringify(outputs))?.[1] ?? ''
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
