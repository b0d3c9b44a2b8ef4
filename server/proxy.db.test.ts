import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { config, proxy } from '#proxy.ts'
import { db } from './db.ts'
import { pageHeaders } from './page-headers.ts'
import { sessionCookie } from './session-cookie.ts'

const site = 'http://localhost:3000'
const signedIn = () => ({ cookie: `${sessionCookie().name}=x` })

test('a page without a cookie leads to the sign-in and back', async () => {
  const response = await proxy(new NextRequest(`${site}/requests/abc?tab=1&q=a%26b`))
  expect(response.status).toBe(307)
  const location = new URL(response.headers.get('location') ?? '')
  expect(location.pathname).toBe('/sign-in')
  expect(location.searchParams.get('next')).toBe('/requests/abc?tab=1&q=a%26b')
})

test('a page has a policy with a nonce of its own, and no inline scripts', async () => {
  const policies = [1, 2].map(async () => {
    const response = await proxy(new NextRequest(`${site}/requests`, { headers: signedIn() }))
    return response.headers.get('content-security-policy') ?? ''
  })
  const [first, second] = await Promise.all(policies)
  expect(first).not.toBe(second)
  const scripts = /script-src ([^;]+)/.exec(first ?? '')?.[1]
  expect(scripts).toMatch(/^'self' 'nonce-[\w+/=]{24}' 'strict-dynamic'$/)
  expect(first).toContain("frame-ancestors 'none'")
})

test('the sign-in needs no cookie', async () => {
  const response = await proxy(new NextRequest(`${site}/sign-in`))
  expect(response.status).toBe(200)
  expect(response.headers.get('x-frame-options')).toBe('DENY')
})

test('a link that was mailed needs no cookie, and its page tells nobody its address', async () => {
  const mailed = await proxy(new NextRequest(`${site}/password/a-token`))
  expect(mailed.status).toBe(200)
  expect(mailed.headers.get('referrer-policy')).toBe('no-referrer')
  expect((await proxy(new NextRequest(`${site}/forgot`))).headers.get('referrer-policy')).toBe('same-origin')
  expect((await proxy(new NextRequest(`${site}/passwords`))).status).toBe(307)
})

test('a form for everybody needs no cookie; in a frame it stands only where its app says so', async () => {
  const id = 'a'.repeat(32)
  await db.app.create({
    data: {
      id: 'framed',
      slug: 'framed',
      publicId: id,
      namespace: 'company',
      flowId: 'framed',
      displayName: 'Framed',
      prefix: 'FRA',
      tags: [],
      groups: [],
      revisions: {
        create: {
          revision: 1,
          compiled: {
            access: { type: 'PUBLIC' },
            embed: { origins: ['https://a.example', 'https://b.example'] },
          },
        },
      },
    },
  })
  const framed = await proxy(new NextRequest(`${site}/embed/${id}`))
  expect(framed.headers.get('content-security-policy')).toMatch(
    /frame-ancestors https:\/\/a\.example https:\/\/b\.example$/,
  )
  expect(framed.headers.get('x-frame-options')).toBeNull()
  for (const path of [`/public/${id}`, `/embed/${'b'.repeat(32)}`, '/embed/', '/guest/token']) {
    const closed = await proxy(new NextRequest(site + path))
    expect(closed.status, path).toBe(200)
    expect(closed.headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect(closed.headers.get('x-frame-options'), path).toBe('DENY')
  }
  const followed = await proxy(new NextRequest(`${site}/guest/token`))
  expect(followed.headers.get('referrer-policy')).toBe('no-referrer')
})

test('https is kept once there is https', () => {
  const headers = pageHeaders({ nonce: 'n', secure: true, development: false })
  expect(headers).toMatchObject({ 'strict-transport-security': expect.stringMatching(/max-age=/) })
  expect(headers['content-security-policy']).toContain('upgrade-insecure-requests')
})

test('it stands before every page and before nothing else', () => {
  const matches = (path: string) => new RegExp(`^${config.matcher}$`).test(path)
  const pages = [
    '/',
    '/sign-in',
    '/studio/flows/company.team/purchase',
    '/requests/a.svg',
    '/apidocs',
    '/iconic',
  ]
  for (const path of pages) expect(matches(path), path).toBe(true)
  const others = [
    '/api/v1/me',
    '/api/auth/sign-in',
    '/_next/static/x.js',
    '/healthz',
    '/readyz',
    '/icon.svg',
    '/embed.js',
  ]
  for (const path of others) expect(matches(path), path).toBe(false)
})
