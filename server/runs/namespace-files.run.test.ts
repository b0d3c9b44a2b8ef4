import { expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { writeFile } from '#server/namespace-files/write-file.ts'
import { evalExpression } from './eval-expression.ts'
import { namespace, statesOf, setUpRuns } from './testdata/fixture.ts'

const runs = setUpRuns()

async function linesOf(executionId: string, taskId: string): Promise<string[]> {
  const rows = await db.log.findMany({
    where: { executionId, taskId, level: 'INFO' },
    orderBy: { line: 'asc' },
  })
  return rows.map(({ message }) => message)
}

it('files of the namespace lie in a working directory, are read in templates and fill a choice', async () => {
  const files = {
    'test/a/b/c/1.txt': 'first',
    'a/b/c/2.txt': 'second',
    'ignore/4.txt': 'fourth',
    'lib/count.py': 'def count(text):\n  return len(text)\n',
    'colours.json': '["red", "blue"]',
    'hello.txt': 'Hello from {{ flow.namespace }}',
  }
  for (const [path, text] of Object.entries(files))
    await writeFile(runs.engineer, { namespace, path, content: Buffer.from(text) })
  await runs.publish(`id: shelf
namespace: ${namespace}
inputs:
  - { id: colour, type: SELECT, expression: '{{ fromJson(read("colours.json")) }}' }
tasks:
  - id: wd
    type: io.kestra.plugin.core.flow.WorkingDirectory
    namespaceFiles:
      enabled: true
      exclude: [/ignore/**]
    tasks:
      - id: list
        type: script.shell
        script: cat test/a/b/c/1.txt a/b/c/2.txt; ls -d ignore || true
      - id: python
        type: script.python
        script: |
          from lib.count import count
          print(count(open('hello.txt').read()))
  - id: alone
    type: script.python
    namespaceFiles: { include: [lib/**] }
    script: |
      import os
      print(sorted(os.listdir('lib')), os.path.exists('hello.txt'))
  - id: said
    type: return
    format: '{{ render(read("hello.txt")) }}, {{ inputs.colour }}'
`)
  const execution = await runs.run('shelf', { inputs: { colour: 'blue' } })
  expect(statesOf(execution)).toEqual({
    wd: 'SUCCESS',
    list: 'SUCCESS',
    python: 'SUCCESS',
    alone: 'SUCCESS',
    said: 'SUCCESS',
  })
  expect(await linesOf(execution.id, 'list')).toEqual(['firstsecond'])
  expect(await linesOf(execution.id, 'python')).toEqual(['31'])
  expect(await linesOf(execution.id, 'alone')).toEqual(["['count.py'] False"])
  const said = execution.taskRunList.find(({ taskId }) => taskId === 'said')
  expect(said?.outputs).toEqual({ value: `Hello from ${namespace}, blue` })
  const asked = '{{ render(read("hello.txt")) }} {{ fileExists("ignore/4.txt") }}'
  expect(await evalExpression(runs.engineer, { id: execution.id }, asked)).toEqual({
    result: `Hello from ${namespace} true`,
  })
  await expect(runs.run('shelf', { inputs: { colour: 'green' } })).rejects.toMatchObject({ code: 'invalid' })
})
