import { expect, test } from 'vitest'
import type { Json } from '../flow.ts'
import { ExpressionError } from './error.ts'
import { renderAsync } from './render.ts'

function scope(variables: Record<string, unknown> = {}) {
  let drawn = 0
  return { variables, now: 0, random: () => (drawn++ % 10) / 10 }
}

function recorder(answers: Record<string, (args: Json[], named: Readonly<Record<string, Json>>) => Json>) {
  const calls: string[] = []
  const functions = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      (args: Json[], named: Readonly<Record<string, Json>>) => {
        calls.push(`${name} ${JSON.stringify(args)} ${JSON.stringify(named)}`)
        return Promise.resolve(answer(args, named))
      },
    ]),
  )
  return { calls, functions }
}

test('the host answers each question once, wherever it is asked', async () => {
  const { calls, functions } = recorder({ secret: ([name]) => `<${String(name)}>`, kv: () => ({ a: [1] }) })
  const source = {
    url: '{{ secret("A") }}/{{ kv("k", namespace="n").a[0] }}/{{ secret("A") }}',
    again: ['{{ secret("A") }}', '{{ "B" | lower }}', '{{ secret("B" ~ 1) }}'],
  }
  expect(await renderAsync(source, scope(), functions)).toEqual({
    url: '<A>/1/<A>',
    again: ['<A>', 'b', '<B1>'],
  })
  expect(calls).toEqual(['secret ["A"] {}', 'kv ["k"] {"namespace":"n"}', 'secret ["B1"] {}'])
})

test('an answer may lead to the next question, and chance is the same in each pass', async () => {
  const { calls, functions } = recorder({ kv: ([key]) => `next-${String(key)}` })
  const text = await renderAsync('{{ randomInt(0, 9) }} {{ kv(kv(randomInt(0, 9))) }}', scope(), functions)
  expect(text).toBe('0 next-next-1')
  expect(calls).toEqual(['kv [1] {}', 'kv ["next-1"] {}'])
})

test('a question in a branch that is not taken is not asked', async () => {
  const { calls, functions } = recorder({ secret: () => 's' })
  expect(await renderAsync('{{ 1 == 2 ? secret("X") : "-" }}', scope(), functions)).toBe('-')
  expect(calls).toEqual([])
})

test('what the host returns is a value: its text is not rendered', async () => {
  const { functions } = recorder({ read: () => '{{ inputs.a }}', secret: () => '{{ x }}' })
  const variables = { inputs: { a: 'A' } }
  expect(await renderAsync('{{ read("f") }} {{ render(read("f")) }}', scope(variables), functions)).toBe(
    '{{ inputs.a }} A',
  )
})

test('a refusal of the host keeps its cause and has a place', async () => {
  const cause = new Error('No secret `X` here')
  const functions = { secret: () => Promise.reject(cause) }
  const rendering = renderAsync('a {{ secret("X") ?? "d" }}', scope(), functions)
  await expect(rendering).rejects.toMatchObject({ name: 'ExpressionError', cause, line: 1, column: 6 })
  await expect(rendering).rejects.toThrow('No secret `X` here')
})

test('functions that the caller does not offer, or that miss an argument, are errors', async () => {
  await expect(renderAsync('{{ kv("a") }}', scope(), {})).rejects.toBeInstanceOf(ExpressionError)
  const { functions } = recorder({ encrypt: () => 'x' })
  await expect(renderAsync('{{ encrypt("only") }}', scope(), functions)).rejects.toThrow('needs 2 arguments')
})
