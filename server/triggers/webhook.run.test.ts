import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { namespace, setUpRuns } from '#server/runs/testdata/fixture.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { setDisabled } from './change-triggers.ts'

const runs = setUpRuns()

interface Call {
  method?: string
  body?: string
  headers?: Record<string, string>
}

async function call(path: string, { method = 'POST', body, headers }: Call = {}) {
  const address = `http://localhost/api/v1/main/executions/webhook/${namespace}/${path}`
  const response = await dispatch(new Request(address, { method, body, headers }))
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text,
    body: (text.startsWith('{') ? JSON.parse(text) : undefined) as ExecutionView | undefined,
  }
}

const variablesOf = (execution: ExecutionView | undefined) => execution?.trigger?.variables

beforeAll(async () => {
  process.env.SECRET_HOOK_KEY = Buffer.from('from-a-secret').toString('base64')
  process.env.SECRET_SHARED = Buffer.from('shared').toString('base64')
  await runs.publish(`
id: hook
namespace: ${namespace}
labels: {own: label}
tasks:
  - {id: told, type: return, format: "{{ trigger.body | json }}"}
outputs:
  - {id: said, type: STRING, value: "{{ outputs.told.value }}"}
triggers:
  - {id: plain, type: webhook, key: a-secret-key}
  - {id: kept, type: webhook, key: "{{ secret('HOOK_KEY') }}", wait: true, returnOutputs: true}
  - {id: text, type: webhook, key: as-text, wait: true, returnOutputs: true, responseContentType: text/plain, responseCode: 201}
  - id: picky
    type: webhook
    key: picky
    conditions:
      - {type: expression, expression: "{{ trigger.body.hello == 'world' }}"}
  - id: signed
    type: webhook
    key: signed
    signature: {header: X-Signature, secret: "{{ secret('SHARED') }}", prefix: sha256=}
  - id: stamped
    type: webhook
    key: stamped
    signature: {header: X-Signature, secret: "{{ secret('SHARED') }}", timestampHeader: X-Time, toleranceSeconds: 60}
`)
})

describe('a call of a webhook', () => {
  it.each<[string, Call, unknown]>([
    ['a map', { body: '{"a": 1}' }, { a: 1 }],
    ['a list', { method: 'PUT', body: '[{"a":1,"b":true}]' }, [{ a: 1, b: true }]],
    ['no body', { method: 'GET' }, null],
    ['a text', { body: 'hello' }, 'hello'],
    ['JSON that is no map', { body: '42' }, '42'],
    ['what is nearly JSON', { body: '{\\"a\\":1}' }, '{\\"a\\":1}'],
  ])('%s is what the flow sees', async (_, given, body) => {
    const { status, body: execution } = await call('hook/a-secret-key?x=1&x=2', given)
    expect(status).toBe(200)
    expect(variablesOf(execution)).toMatchObject({ body, parameters: { x: ['1', '2'] } })
    expect(execution?.labels).toContainEqual({ key: 'own', value: 'label' })
    expect(execution?.trigger).toMatchObject({ id: 'plain' })
    const ended = await runs.rest(execution?.id ?? '')
    expect(ended.taskRunList[0]?.outputs).toEqual({ value: JSON.stringify(body) })
  })

  it('may have a path behind the key; what opens doors is not kept', async () => {
    const { body } = await call('hook/a-secret-key/orders', {
      headers: { authorization: 'Bearer mine', cookie: 'a=b', 'X-Own': 'yes' },
    })
    expect(variablesOf(body)).toMatchObject({ path: 'orders', headers: { 'x-own': ['yes'] } })
    expect(JSON.stringify(variablesOf(body))).not.toMatch(/mine|a=b/)
  })

  it('may wait, and be answered with the outputs alone', async () => {
    expect(await call('hook/from-a-secret', { body: '{"a":1}' })).toMatchObject({
      status: 200,
      body: { said: '{"a":1}' },
    })
    const text = await call('hook/as-text', { body: 'hello' })
    expect([text.status, text.type, text.text]).toEqual([201, 'text/plain', '"hello"'])
  })

  it('that its conditions do not let through is answered with nothing', async () => {
    const before = await db.execution.count()
    expect(await call('hook/picky', { body: '{"hello":"webhook"}' })).toMatchObject({ status: 204, text: '' })
    expect((await call('hook/picky', { body: 'no map' })).status).toBe(204)
    expect(await db.execution.count()).toBe(before)
    expect((await call('hook/picky', { body: '{"hello":"world"}' })).status).toBe(200)
  })

  it.each(['hook/wrong', 'nowhere/a-secret-key', 'hook/A-SECRET-KEY', 'hook/%7B%7B'])(
    '%s is not found',
    async (path) => {
      expect((await call(path)).status).toBe(404)
    },
  )

  it('is refused where it is too large, holds what cannot be stored, or asks with HEAD', async () => {
    expect((await call('hook/a-secret-key', { body: 'x'.repeat(3_000_000) })).status).toBe(413)
    expect((await call('hook/a-secret-key', { body: JSON.stringify('x'.repeat(900_000)) })).status).toBe(413)
    expect((await call('hook/a-secret-key', { body: 'a\u0000b' })).status).toBe(422)
    expect((await call('hook/a-secret-key', { method: 'HEAD' })).status).toBe(404)
  })

  it('is not found while its trigger is switched off', async () => {
    const key = { namespace, flowId: 'hook', triggerId: 'plain' }
    await setDisabled(runs.engineer, key, true)
    expect((await call('hook/a-secret-key')).status).toBe(404)
    await setDisabled(runs.engineer, key, false)
    expect((await call('hook/a-secret-key')).status).toBe(200)
  })
})

describe('a signature', () => {
  const sign = (text: string) => createHmac('sha256', 'shared').update(text).digest('hex')

  it('is asked for, and must be of the body', async () => {
    const body = '{"a":1}'
    const by = (signature: string) => call('hook/signed', { body, headers: { 'X-Signature': signature } })
    expect((await by(`sha256=${sign(body)}`)).status).toBe(200)
    expect((await by(`sha256=${sign('{"a":2}')}`)).status).toBe(401)
    expect((await by(sign(body))).status).toBe(401)
    expect((await call('hook/signed', { body })).status).toBe(401)
  })

  it('with a time lets a call in once, and not for long', async () => {
    const body = 'hello'
    const at = (seconds: number) => {
      const time = String(Math.floor(Date.now() / 1000) + seconds)
      return call('hook/stamped', {
        body,
        headers: { 'X-Time': time, 'X-Signature': sign(`${time}.${body}`) },
      })
    }
    const first = await at(-5)
    const again = await at(-5)
    expect([first.status, again.status]).toEqual([200, 200])
    expect((await at(-120)).status).toBe(401)
    expect((await at(120)).status).toBe(401)
    const executions = await db.execution.findMany({
      where: { trigger: { path: ['id'], equals: 'stamped' } },
    })
    expect(executions.length).toBeLessThanOrEqual(2)
    expect(new Set([first.body?.id, again.body?.id]).size).toBe(executions.length)
  })
})
