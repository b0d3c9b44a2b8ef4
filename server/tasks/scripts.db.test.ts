import { describe, expect, it } from 'vitest'
import type { TaskEnd } from '#engine/flow/advance/events.ts'
import type { Json } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { fileMetas } from '#server/files/metas.ts'
import { openFile } from '#server/files/open-file.ts'
import { putFile } from '#server/files/put-file.ts'
import { loadReferences } from '#server/files/references.ts'
import { zip } from '#server/flows/archive.ts'
import { publish, type Published } from './testdata/published.ts'

/** A file of the test's execution as text, or its bytes' number where it is big. */
async function textOf({ executionId }: Published, uri: Json | undefined): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await openFile(executionId, String(uri))) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const filesOf = ({ outputs }: TaskEnd) => (outputs?.outputFiles ?? {}) as Record<string, string>

describe('commands', () => {
  it('run one after the other in one shell, what comes before them first', async () => {
    const { run, linesOf } = await publish(`- id: go
  type: io.kestra.plugin.scripts.shell.Commands
  taskRunner: { type: io.kestra.plugin.core.runner.Process }
  env: { NAME: "{{ inputs.name }}", N: 7 }
  beforeCommands: ['greeting=hello']
  commands:
    - 'echo "$greeting $NAME $N"'
    - cd /tmp
    - pwd; echo {{ workingDir }} $WORKING_DIR`)
    expect(await run('go', { context: { inputs: { name: 'Ana' } } })).toMatchObject({
      state: 'SUCCESS',
      outputs: { exitCode: 0, vars: {}, outputFiles: {}, stdOutLineCount: 3, stdErrLineCount: 0 },
    })
    expect(await linesOf('go')).toEqual(['INFO hello Ana 7', 'INFO /tmp', 'INFO /work /work'])
  })

  it('end at the first that fails, unless they are not to', async () => {
    const commands = "commands: ['false', 'echo after']"
    const { run, linesOf } = await publish(
      `- id: first\n  type: script.shell.commands\n  ${commands}\n- id: last\n  type: script.shell.commands\n  failFast: false\n  ${commands}`,
    )
    expect(await run('first')).toMatchObject({ state: 'FAILED', outputs: { exitCode: 1 } })
    expect(await run('last')).toMatchObject({ state: 'SUCCESS', outputs: { stdOutLineCount: 1 } })
    expect(await linesOf('last')).toEqual(['INFO after'])
  })

  it('are given to another shell where one is named', async () => {
    const { run, linesOf } = await publish(`- id: bash
  type: script.shell.commands
  interpreter: [/bin/bash, -c]
  commands: ['a=(1 2 3); echo \${a[2]}']
- id: py
  type: script.python
  interpreter: [/bin/bash, -c]
  beforeCommands: ['export GREETING=hi']
  script: import os; print(os.environ['GREETING'])`)
    await run('bash')
    expect(await linesOf('bash')).toEqual(['INFO 3'])
    expect(await run('py')).toMatchObject({ state: 'SUCCESS' })
    expect(await linesOf('py')).toEqual(['INFO hi'])
  })

  it('may be long', async () => {
    const { run, linesOf } = await publish(
      '- id: long\n  type: script.shell.commands\n  commands: ["echo {{ inputs.text }} | wc -c"]',
    )
    await run('long', { context: { inputs: { text: 'x'.repeat(300_000) } } })
    expect(await linesOf('long')).toEqual(['INFO 300001'])
  })

  it('of Python and Node.js find their programs', async () => {
    const { run, linesOf } = await publish(`- id: py
  type: script.python.commands
  inputFiles: { main.py: 'import sys; print(sys.argv[1:])' }
  commands: [python main.py a b]
- id: js
  type: script.node.commands
  inputFiles: { main.js: 'console.log(process.argv.slice(2))' }
  commands: [node main.js a b]
- id: script
  type: script.node
  script: console.log(6 * 7)`)
    await run('py')
    await run('js')
    await run('script')
    expect(await linesOf('py')).toEqual(["INFO ['a', 'b']"])
    expect(await linesOf('js')).toEqual(["INFO [ 'a', 'b' ]"])
    expect(await linesOf('script')).toEqual(['INFO 42'])
  })
})

describe('files of scripts', () => {
  it('come by their addresses, in what is run and as input files', async () => {
    const made = await publish(`- id: make
  type: script.shell
  outputFiles: ['*.txt']
  script: echo made > made.txt
- id: use
  type: script.shell.commands
  inputFiles: '{"copy.txt": "{{ outputs.make.outputFiles["made.txt"] }}"}'
  outputFiles: ['**/*.txt']
  commands:
    - cat {{ outputs.make.outputFiles['made.txt'] }} copy.txt`)
    const first = await made.run('make')
    const second = await made.run('use', { context: { outputs: { make: first.outputs ?? {} } } })
    expect(await made.linesOf('use')).toEqual(['INFO made', 'INFO made'])
    expect(Object.keys(filesOf(second))).toEqual(['copy.txt'])
    const other = await publish(
      `- id: steal\n  type: script.shell\n  script: cat ${filesOf(first)['made.txt']}`,
    )
    expect(await other.run('steal')).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining('not one of this execution'),
    })
  })

  it('of the output folder are kept, and links out of it are not followed', async () => {
    const made = await publish(`- id: make
  type: script.shell
  outputDirectory: true
  script: |
    mkdir {{ outputDir }}/deep
    echo one > $OUTPUT_DIR/deep/a.txt
    ln -s /etc $OUTPUT_DIR/etc
- id: link
  type: script.shell
  outputDirectory: true
  script: rmdir $OUTPUT_DIR; ln -s /etc $OUTPUT_DIR`)
    const end = await made.run('make')
    expect(Object.keys(filesOf(end))).toEqual(['deep/a.txt'])
    expect(await textOf(made, filesOf(end)['deep/a.txt'])).toBe('one\n')
    expect(await made.run('link')).toMatchObject({ state: 'SUCCESS', outputs: { outputFiles: {} } })
  })

  it('are kept of a script that failed too; one that is not there is told', async () => {
    const { run, linesOf } = await publish(`- id: no
  type: script.shell
  outputFiles: [a.txt, b.txt]
  script: echo a > a.txt; exit 2
- id: yes
  type: script.shell
  outputFiles: [a.txt, b.txt]
  script: echo a > a.txt`)
    expect(Object.keys(filesOf(await run('no')))).toEqual(['a.txt'])
    expect(Object.keys(filesOf(await run('yes')))).toEqual(['a.txt'])
    expect(await linesOf('yes')).toEqual(['WARN `outputFiles`: the script has made no file b.txt'])
  })

  it('of fifty megabytes are kept whole, by their address', async () => {
    const made = await publish(`- id: big
  type: script.shell
  outputFiles: [big.bin]
  script: head -c 50000000 /dev/urandom > big.bin; sha256sum big.bin`)
    const end = await made.run('big')
    const meta = await fileMetas(made.executionId, filesOf(end)['big.bin'] ?? '')
    expect(meta).toMatchObject({ size: 50_000_000 })
    expect((await made.linesOf('big'))[0]).toBe(`INFO ${meta?.sha256}  big.bin`)
  })
})

describe('what scripts say', () => {
  it('may be metrics of the run and a value of some megabytes', async () => {
    const made = await publish(`- id: say
  type: script.python
  script: |
    import json
    print('::' + json.dumps({'metrics': [{'name': 'rows', 'type': 'counter', 'value': 3, 'tags': {'of': 'a'}}]}) + '::')
    print('::' + json.dumps({'outputs': {'big': 'ä' * 3000000, 'small': 1}}, ensure_ascii=False) + '::')`)
    const end = await made.run('say')
    expect(end.outputs).toMatchObject({ stdOutLineCount: 0 })
    const { vars } = (await loadReferences(end.outputs ?? {}, made.executionId)) as {
      vars: { big: string; small: number }
    }
    expect([vars.big.length, vars.big.at(-1), vars.small]).toEqual([3_000_000, 'ä', 1])
    expect(await db.metric.findMany({ where: { executionId: made.executionId } })).toMatchObject([
      { name: 'rows', type: 'counter', value: 3, tags: { of: 'a' } },
    ])
  })

  it('on their error output is a warning only where that is asked for', async () => {
    const { run } = await publish(`- id: plain
  type: script.shell
  script: echo oops >&2
- id: strict
  type: script.shell
  warningOnStdErr: true
  script: echo oops >&2`)
    expect(await run('plain')).toMatchObject({ state: 'SUCCESS', outputs: { stdErrLineCount: 1 } })
    expect(await run('strict')).toMatchObject({ state: 'WARNING' })
  })

  it('is kept whole and in order, were it a hundred thousand lines', async () => {
    const { run, linesOf } = await publish('- id: many\n  type: script.shell\n  script: seq 1 100000')
    expect(await run('many')).toMatchObject({ outputs: { stdOutLineCount: 100_000 } })
    const lines = await linesOf('many')
    expect(lines).toHaveLength(100_000)
    expect(lines.findIndex((line, at) => line !== `INFO ${at + 1}`)).toBe(-1)
  })
})

describe('dependencies of Python', () => {
  /** A package without code to build. */
  const wheel = () =>
    zip([
      { name: 'tiny_greeting.py', text: "hello = 'hello from a package'\n" },
      {
        name: 'tiny_greeting-1.0.dist-info/METADATA',
        text: 'Metadata-Version: 2.1\nName: tiny-greeting\nVersion: 1.0\n',
      },
      {
        name: 'tiny_greeting-1.0.dist-info/WHEEL',
        text: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
      },
      {
        name: 'tiny_greeting-1.0.dist-info/RECORD',
        text: 'tiny_greeting.py,,\ntiny_greeting-1.0.dist-info/METADATA,,\ntiny_greeting-1.0.dist-info/WHEEL,,\ntiny_greeting-1.0.dist-info/RECORD,,\n',
      },
    ])

  it('are installed before the start, and are no outputs', async () => {
    const name = 'tiny_greeting-1.0-py3-none-any.whl'
    const made = await publish(`- id: py
  type: script.python
  inputFiles: { ${name}: '{{ inputs.wheel }}' }
  dependencies: ['./${name}']
  outputFiles: ['**']
  script: |
    import tiny_greeting
    print(tiny_greeting.hello)`)
    const { uri } = await putFile({ owner: made, name, content: wheel() })
    const end = await made.run('py', { context: { inputs: { wheel: uri } } })
    expect(end.message).toBeUndefined()
    expect(await made.linesOf('py')).toContain('INFO hello from a package')
    expect(Object.keys(filesOf(end))).toEqual([name])
  })

  it('that cannot be had fail the task, with the reason', async () => {
    const { run } = await publish(`- id: py
  type: script.python
  env: { PIP_NO_INDEX: '1' }
  dependencies: [no-such-package]
  script: print(1)`)
    expect(await run('py')).toMatchObject({
      state: 'FAILED',
      message: expect.stringMatching(/could not be installed.*network: true/) as string,
    })
  })
})
