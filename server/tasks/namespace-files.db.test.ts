import { describe, expect, test } from 'vitest'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import { deleteFile } from '#server/namespace-files/change-files.ts'
import { writeFile } from '#server/namespace-files/write-file.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { Rendering } from './rendering.ts'
import { publish } from './testdata/published.ts'

const namespace = 'shelf.team'
const put = (path: string, text: string, where = namespace) =>
  writeFile(systemActor, { namespace: where, path, content: Buffer.from(text) })

async function render(template: string, home = namespace) {
  const rendering = new Rendering({ executionId: 'none', namespace: home, flowId: 'f' })
  return renderAsync(
    template,
    await rendering.scope({ flow: { namespace: home } }, template),
    rendering.functions,
  )
}

describe('templates', () => {
  test('read files of the own namespace by their path, as they stand', async () => {
    await put('hello.txt', 'Hello from {{ flow.namespace }}')
    expect(await render('{{ read("hello.txt") }}')).toBe('Hello from {{ flow.namespace }}')
    expect(await render('{{ render(read("/hello.txt")) }}')).toBe('Hello from shelf.team')
    await put('hello.txt', 'again')
    expect(await render('{{ read(path="hello.txt") }}')).toBe('again')
  })

  test('learn of a file what there is to know', async () => {
    await put('sizes/five.txt', '12345')
    await put('sizes/none.txt', '')
    expect(await render('{{ fileSize("sizes/five.txt") }} {{ isFileEmpty("sizes/five.txt") }}')).toBe(
      '5 false',
    )
    expect(await render('{{ isFileEmpty("sizes/none.txt") }} {{ fileExists("sizes/none.txt") }}')).toBe(
      'true true',
    )
    expect(await render('{{ fileExists("sizes") }} {{ fileExists("sizes/other.txt") }}')).toBe('false false')
  })

  test('have an address for a version of a file, which reads as the path does', async () => {
    await put('addressed.txt', 'first')
    const uri = await render('{{ fileURI("addressed.txt") }}')
    expect(uri).toMatch(/^kestra:\/\/\/shelf\/team\/_files\/[\w-]+\/addressed\.txt$/)
    await put('addressed.txt', 'second')
    const about = (name: string) => render(`{{ ${name}("${String(uri)}") }}`)
    expect([await about('read'), await about('fileSize'), await about('fileExists')]).toEqual([
      'first',
      '5',
      'true',
    ])
    await deleteFile(systemActor, { namespace, path: 'addressed.txt' })
    expect(await about('fileExists')).toBe('false')
    await expect(about('read')).rejects.toThrow('There is no file')
  })

  test('read those of the same tree where they name it, and no others', async () => {
    await put('shared.txt', 'of all', 'shelf')
    expect(await render('{{ read("shared.txt", namespace="shelf") }}')).toBe('of all')
    await expect(render('{{ read("shared.txt") }}')).rejects.toThrow(
      "There is no file shared.txt in the namespace 'shelf.team'",
    )
    const uri = await render('{{ fileURI("shared.txt", "shelf") }}')
    const closed = "may not use the files of 'shelf'"
    await expect(render('{{ read("shared.txt", "shelf") }}', 'bank')).rejects.toThrow(closed)
    await expect(render(`{{ read("${String(uri)}") }}`, 'bank')).rejects.toThrow(closed)
    await expect(render('{{ fileExists("shared.txt", "shelf") }}', 'bank')).rejects.toThrow(closed)
  })

  test.each(['../hello.txt', '/../../etc/passwd', 'file:///etc/passwd', 'kestra:///shelf/team/_files/x/y'])(
    'read nothing at %s',
    async (path) => {
      await expect(render(`{{ read("${path}") }}`)).rejects.toThrow(/There is no file|may not hold/)
    },
  )
})

const script = (given: string, text: string) =>
  `- id: go\n  type: script.python\n  namespaceFiles: ${given}\n  script: |\n${text.replace(/^/gm, '    ')}`
const listing =
  'import os\nfor at, _, names in sorted(os.walk(".")):\n  for name in sorted(names):\n    print(os.path.join(at, name))'

describe('scripts', () => {
  test('find the files of their namespace in the work folder', async () => {
    await put('lib/greeting.py', 'def greet(name):\n  return "Hello " + name\n', 'code')
    await put('data.csv', 'a,b\n1,2\n', 'code')
    const { run, linesOf } = await publish(
      script('{}', 'from lib.greeting import greet\nprint(greet("Ana"), open("data.csv").read().strip())'),
      'code',
    )
    expect(await run('go')).toMatchObject({ state: 'SUCCESS' })
    expect((await linesOf('go')).filter((line) => line.startsWith('INFO'))).toEqual([
      'INFO Hello Ana a,b',
      'INFO 1,2',
    ])
  })

  test.each([
    ['{ enabled: false }', []],
    ['{ include: ["*.py"] }', ['./a.py', './deep/c.py']],
    ['{ include: ["/*.py", "deep/**"], exclude: [c.py] }', ['./a.py', './deep/d.txt']],
    ['{ exclude: ["/deep/**"] }', ['./a.py', './b.txt']],
    ['{ include: ["{{ vars.kind }}"] }', ['./b.txt', './deep/d.txt']],
    ['{ include: "{{ vars.kinds }}", enabled: "{{ vars.on }}" }', ['./a.py']],
    ['{ include: [a.py], folderPerNamespace: true }', ['./chosen/a.py']],
  ])('with %s find just these', async (given, found) => {
    for (const path of ['a.py', 'b.txt', 'deep/c.py', 'deep/d.txt']) await put(path, path, 'chosen')
    const { run, linesOf } = await publish(script(given, listing), 'chosen')
    const vars = { kind: '*.txt', kinds: ['/a.py'], on: true }
    expect(await run('go', { context: { vars } })).toMatchObject({ state: 'SUCCESS' })
    const lines = (await linesOf('go')).filter((line) => line.startsWith('INFO') && !line.includes('script'))
    expect(lines.sort()).toEqual(found.map((line) => `INFO ${line}`).sort())
  })

  test('take files of several namespaces, the last one on top; input files lie over them', async () => {
    await put('x.txt', 'outer', 'tiers')
    await put('y.txt', 'outer', 'tiers')
    await put('x.txt', 'inner', 'tiers.team')
    await put('z.txt', 'inner', 'tiers.team')
    const { run, linesOf } = await publish(
      `${script('{ namespaces: [tiers, "{{ flow.namespace }}"] }', 'print(*[open(n).read() for n in ["x.txt", "y.txt", "z.txt"]])')}\n  inputFiles: { z.txt: mine }`,
      'tiers.team',
    )
    await run('go', { context: { flow: { namespace: 'tiers.team' } } })
    expect(await linesOf('go')).toContain('INFO inner outer mine')
  })

  test.each([
    ['FAIL', 'FAILED', undefined],
    ['IGNORE', 'SUCCESS', 'INFO outer'],
    ['WARN', 'SUCCESS', 'INFO outer'],
  ])('where a file is there already, %s ends in %s', async (ifExists, state, line) => {
    await put('x.txt', 'outer', 'taken')
    await put('x.txt', 'inner', 'taken.team')
    const { run, linesOf } = await publish(
      script(`{ namespaces: [taken, taken.team], ifExists: ${ifExists} }`, 'print(open("x.txt").read())'),
      'taken.team',
    )
    expect(await run('go')).toMatchObject({ state })
    const lines = await linesOf('go')
    if (line) expect(lines).toContain(line)
    else expect(lines.join()).toContain('there is already a file x.txt')
    expect(lines.some((one) => one.startsWith('WARN'))).toBe(ifExists === 'WARN')
  })

  test('are refused the files of another tree, and told of a pattern that no file fits', async () => {
    await put('x.txt', 'x', 'foreign')
    const other = await publish(script('{ namespaces: [foreign] }', 'print(1)'), 'home')
    expect(await other.run('go')).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining(
        "A flow of the namespace 'home' may not use the files of 'foreign'.",
      ) as string,
    })
    const none = await publish(script('{ include: ["*.sql"] }', 'print(1)'), 'foreign')
    expect(await none.run('go')).toMatchObject({ state: 'SUCCESS' })
    expect(await none.linesOf('go')).toContain(
      "WARN `namespaceFiles`: the namespace 'foreign' has no file *.sql",
    )
  })

  test('take a file of the namespace by its address too', async () => {
    await put('sql/q.sql', 'SELECT 1', 'byaddress')
    const { run, linesOf } = await publish(
      '- id: go\n  type: script.shell.commands\n  inputFiles: { q.sql: "{{ fileURI(\'sql/q.sql\') }}" }\n  commands: [cat q.sql]',
      'byaddress',
    )
    await run('go')
    expect(await linesOf('go')).toEqual(['INFO SELECT 1'])
  })
})
