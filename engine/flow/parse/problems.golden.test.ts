import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { parseFlow } from './parse-flow.ts'

const folder = new URL('../testdata/problems/', import.meta.url)

/** Each file says in its first comments what is wrong with it: code, path, line and column. */
it.each(readdirSync(folder))('%s', (name) => {
  const source = readFileSync(new URL(name, folder), 'utf8')
  const expected = [...source.matchAll(/^# problem: (.+)$/gm)].map((match) => match[1])
  const { flow, problems } = parseFlow(source, vocabulary)
  expect(flow).toBeUndefined()
  expect(problems.map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`)).toEqual(
    expected,
  )
  for (const { message } of problems) expect(message).toMatch(/\S{3}/)
})
