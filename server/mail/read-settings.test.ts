import { describe, expect, test } from 'vitest'
import { readEnv } from '#server/env.ts'
import { readSender, readSmtpUrl } from './read-settings.ts'

const needed = { DATABASE_URL: 'postgresql://x', FORMWORK_SECRET_KEY: Buffer.alloc(32).toString('base64') }

describe('the mail server', () => {
  test.each([
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, secure: false }],
    ['smtps://mail.example.com/', { host: 'mail.example.com', port: 465, secure: true }],
    ['smtp://[::1]:25', { host: '::1', port: 25, secure: false }],
    [
      'smtp://me%40example.com:p%3Aw%2Fd@mail.example.com:2525',
      { host: 'mail.example.com', port: 2525, secure: false, user: 'me@example.com', password: 'p:w/d' },
    ],
  ])('is read from %s', (url, server) => {
    expect(readSmtpUrl(url)).toEqual(server)
  })

  test.each([
    'mail.example.com:587',
    'http://mail.example.com',
    'smtp://',
    'smtp://mail.example.com/inbox',
    'smtp://mail.example.com?tls=no',
    'smtp://me:100%@mail.example.com',
    'smtp://mail.example.com:99999',
  ])('is not %s', (url) => {
    expect(readSmtpUrl(url)).toBeTypeOf('string')
  })

  test('is never repeated where it is refused: it may hold a password', () => {
    const given = {
      ...needed,
      FORMWORK_SMTP_URL: 'smtp://me:hunter2%@host',
      FORMWORK_MAIL_FROM: 'a@b.example',
    }
    expect(() => readEnv(given)).toThrow(/FORMWORK_SMTP_URL: has a % in user or password/)
    expect(() => readEnv(given)).not.toThrow(/hunter2/)
  })

  test('and the sender are set together', () => {
    expect(() => readEnv({ ...needed, FORMWORK_SMTP_URL: 'smtp://host' })).toThrow(
      /FORMWORK_MAIL_FROM: is needed beside FORMWORK_SMTP_URL/,
    )
    expect(() => readEnv({ ...needed, FORMWORK_MAIL_FROM: 'a@b.example' })).toThrow(
      /FORMWORK_SMTP_URL: is needed/,
    )
    // a mail would lead to the root of the host all the same
    for (const url of [
      'https://forms.example/formwork',
      'https://forms.example/?a',
      'ftp://forms.example',
      'https://ana@forms.example',
    ])
      expect(() => readEnv({ ...needed, FORMWORK_URL: url }), url).toThrow(/FORMWORK_URL: must be http/)
    for (const url of ['https://forms.example', 'https://forms.example:8443/', 'http://[::1]:3000'])
      expect(readEnv({ ...needed, FORMWORK_URL: url }).FORMWORK_URL).toBe(url)
    expect(readEnv(needed)).toMatchObject({ FORMWORK_URL: 'http://localhost:3000' })
  })
})

describe('the sender', () => {
  test.each([
    ['Formwork <formwork@example.com>', { name: 'Formwork', address: 'formwork@example.com' }],
    ['"Forms, Inc." <f@example.com>', { name: 'Forms, Inc.', address: 'f@example.com' }],
    ['f@example.com', { name: 'Formwork', address: 'f@example.com' }],
  ])('is read from %s', (text, sender) => {
    expect(readSender(text)).toEqual(sender)
  })

  test.each(['Formwork', 'a@b, c@d', 'X <a@b> <c@d>', 'X\nBcc: y@z <a@b.example>', '<>'])(
    'is not %j',
    (text) => {
      expect(readSender(text)).toBeTypeOf('string')
    },
  )
})
