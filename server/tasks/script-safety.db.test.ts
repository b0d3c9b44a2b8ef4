import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFile } from '#server/files/open-file.ts'
import { publish } from './testdata/published.ts'

describe('scripts', () => {
  it('read their files, print outputs, and leave files', async () => {
    const { run, linesOf } = await publish(`- id: py
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
    const { run, linesOf } = await publish(`- id: look
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
    expect(lines[0]).toBe("INFO ['HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR', 'TZ', 'WORKING_DIR']")
    expect(lines.slice(1, 6).every((line) => line.endsWith('False'))).toBe(true)
    expect(lines.slice(6)).toEqual(['INFO refused', 'INFO 65534 True'])
  })

  it('that leave the folder are refused', async () => {
    const { run } = await publish(
      '- id: out\n  type: script.shell\n  inputFiles: {"../../x": hi}\n  script: "true"',
    )
    expect(await run('out')).toMatchObject({ state: 'FAILED', message: expect.stringContaining('outside') })
  })

  it('that fail say so with their code and what they printed', async () => {
    const { run, linesOf } = await publish(
      '- id: no\n  type: script.shell\n  script: |\n    echo before >&2\n    exit 3',
    )
    expect(await run('no')).toMatchObject({
      state: 'FAILED',
      message: 'The script ended with the code 3',
      outputs: { exitCode: 3 },
    })
    expect(await linesOf('no')).toEqual(['ERROR before', 'ERROR The script ended with the code 3'])
  })

  it('are ended with all their children, also when they are deaf', async () => {
    const { run, linesOf } = await publish(
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
    const { run, linesOf } = await publish(
      `- id: bomb\n  type: script.python\n  script: |\n    import os, time\n    made = 0\n    try:\n        for _ in range(5000):\n            if os.fork() == 0:\n                time.sleep(float(30))\n                os._exit(0)\n            made += 1\n    except OSError:\n        print('held', made < 1000)`,
    )
    await run('bomb')
    expect(await linesOf('bomb')).toEqual(['INFO held True'])
  })

  it('that ask for the network are refused unless an operator allows it', async () => {
    const { run } = await publish('- id: net\n  type: script.shell\n  network: true\n  script: "true"')
    expect(await run('net')).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining('FORMWORK_SCRIPT_NETWORK'),
    })
  })

  it('that print without end are held back and end', async () => {
    const { run, linesOf } = await publish(
      '- id: flood\n  type: script.python\n  script: |\n    for i in range(20000):\n        print(i)\n    print("x" * 100000)',
    )
    expect(await run('flood')).toMatchObject({ state: 'SUCCESS' })
    expect(await linesOf('flood')).toHaveLength(20_004)
  })
})

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
