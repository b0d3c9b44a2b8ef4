import { describe, expect, it } from 'vitest'
import type { ReceivedCall } from '#engine/catalog/trigger-host.ts'
import receive from './receive.ts'
import spec from './spec.ts'

const receiveAs = (properties: object, call: Partial<ReceivedCall> = {}) =>
  receive(spec.properties.parse({ key: 'k', ...properties }), {
    key: 'k',
    headers: {},
    parameters: {},
    body: '',
    at: 0,
    render: async (text) => text,
    ...call,
  })

describe('webhook', () => {
  it('takes only a call with its key, and never one without any', async () => {
    expect(await receiveAs({}, { key: 'K' })).toEqual({ kind: 'foreign' })
    expect(await receiveAs({}, { key: '', render: async () => '' })).toEqual({ kind: 'foreign' })
    expect(await receiveAs({})).toMatchObject({ kind: 'taken' })
  })

  it('lets conditions see what it does not store', async () => {
    const headers = { authorization: ['Bearer x'], 'x-own': ['y'] }
    expect(await receiveAs({}, { headers })).toMatchObject({
      variables: { headers },
      stored: { headers: { 'x-own': ['y'] } },
    })
  })

  it('signs what the sender signs', async () => {
    const signature = {
      header: 'X-Sign',
      secret: 's',
      encoding: 'base64',
      algorithm: 'sha1',
      payload: 'v0:{body}',
    }
    const headers = { 'x-sign': ['M0mO6+XtB6ZBZ5Kj2dRYq8nHn1I='] }
    expect(await receiveAs({ signature }, { headers, body: 'hello' })).toMatchObject({ kind: 'refused' })
    expect(await receiveAs({ signature }, { body: 'hello' })).toMatchObject({
      message: 'The header X-Sign is missing.',
    })
  })

  it('outputs alone need a wait', () => {
    expect(spec.properties.safeParse({ key: 'k', returnOutputs: true }).success).toBe(false)
    expect(spec.properties.safeParse({ key: 'k', returnOutputs: true, wait: true }).success).toBe(true)
  })
})
