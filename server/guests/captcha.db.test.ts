import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NextRequest } from 'next/server'
import { proxy } from '#proxy.ts'
import { captchaView, demandCaptcha } from './captcha.ts'
import { readCaptcha } from './read-captcha.ts'

// The service as hCaptcha, Turnstile and reCAPTCHA are asked: a form, answered in JSON.
const asked: URLSearchParams[] = []
let broken = false
const service = http.createServer((request, answer) => {
  let text = ''
  request.on('data', (chunk: Buffer) => (text += chunk.toString()))
  request.on('end', () => {
    const form = new URLSearchParams(text)
    asked.push(form)
    answer.statusCode = broken ? 500 : 200
    answer.end(broken ? 'broken' : JSON.stringify({ success: form.get('response') === 'solved' }))
  })
})

beforeAll(async () => {
  await new Promise<void>((ready) => service.listen(0, '127.0.0.1', () => ready()))
  const verifyUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}/siteverify`
  // before the settings of this process are read
  process.env.FORMWORK_CAPTCHA = JSON.stringify({
    verifyUrl,
    secret: 'hush',
    siteKey: 'site',
    scriptUrl: 'https://captcha.example/api.js',
  })
})
afterAll(() => {
  service.close()
})

test('whoever did not solve it is refused, and nobody is let in unseen', async () => {
  expect(captchaView()).toEqual({ siteKey: 'site', scriptUrl: 'https://captcha.example/api.js' })
  await demandCaptcha('solved', '203.0.113.5')
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    secret: 'hush',
    response: 'solved',
    remoteip: '203.0.113.5',
  })
  for (const given of [undefined, '', 'guessed'])
    await expect(demandCaptcha(given, undefined)).rejects.toMatchObject({ code: 'forbidden' })
  broken = true
  await expect(demandCaptcha('solved', undefined)).rejects.toMatchObject({ code: 'unavailable' })
})

test('only pages of public forms are open to its frame', async () => {
  const policyOf = async (path: string) =>
    (await proxy(new NextRequest(`http://localhost:3000${path}`))).headers.get('content-security-policy')
  const form = await policyOf(`/public/${'a'.repeat(32)}`)
  expect(form).toContain('frame-src https://captcha.example;')
  expect(form).toContain("connect-src 'self' https://captcha.example;")
  expect(await policyOf('/sign-in')).not.toContain('captcha.example')
})

test('a setting that is not whole is refused, without its secret', () => {
  const refused = readCaptcha('{"verifyUrl":"https://a.example","secret":"hush"}')
  expect(refused).toBe('must be a JSON map with verifyUrl, secret, siteKey and scriptUrl')
})
