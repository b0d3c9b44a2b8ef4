import { describe, expect, it } from 'vitest'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'

const types = ['python', 'shell', 'node'].flatMap((language) => [
  { type: `script.${language}`, own: 'script: x' },
  { type: `script.${language}.commands`, own: 'commands: [x]' },
])

const parse = (type: string, ...lines: string[]) =>
  parseFlow(
    `id: x\nnamespace: y\ntasks:\n  - id: s\n    type: ${type}\n${lines.map((line) => `    ${line}\n`).join('')}`,
    vocabulary,
  )

describe.each(types)('$type', ({ type, own }) => {
  it('runs where Kestra runs a process, however that is asked for', () => {
    for (const line of ['taskRunner: { type: io.kestra.plugin.core.runner.Process }', 'runner: PROCESS'])
      expect(parse(type, own, line).problems).toEqual([])
  })

  it('refuses containers and what is elsewhere, with the place', () => {
    const { problems } = parse(
      type,
      own,
      'taskRunner: { type: io.kestra.plugin.scripts.runner.docker.Docker }',
    )
    expect(problems).toMatchObject([
      {
        code: 'not-supported',
        path: 'tasks[0].taskRunner.type',
        line: 7,
        message: expect.stringContaining('sandbox') as string,
      },
    ])
  })

  it('tells that an image has no effect', () => {
    const { problems, notes } = parse(type, own, 'containerImage: python:3.12')
    expect(problems).toEqual([])
    expect(notes).toMatchObject([{ kind: 'warning', path: 'tasks[0].containerImage', line: 7 }])
  })

  it('has no network unless it is asked for', () => {
    expect(parse(type, own).flow?.tasks[0]?.properties).toMatchObject({ network: false })
  })
})

describe('dependencies', () => {
  it('need the network', () => {
    expect(parse('script.python', 'script: x', 'dependencies: [pandas]').notes).toMatchObject([
      { kind: 'warning', path: 'tasks[0].dependencies' },
    ])
    expect(parse('script.python', 'script: x', 'network: true', 'dependencies: [pandas]').notes).toEqual([])
    expect(parse('script.shell', 'script: x', 'dependencies: [pandas]').problems).toMatchObject([
      { code: 'unknown-property' },
    ])
  })
})
