import { Readable } from 'node:stream'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import type { Letter } from '#engine/catalog/outside-host.ts'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import { openMailbox } from '#tests/harness/mailbox.ts'
import mail from './activity.ts'
import spec from './spec.ts'

const box = await openMailbox(0, {
  onAuth: ({ username, password }, _, done) => {
    done(password === 'open sesame' ? null : new Error(`No way in with ${password}`), { user: username })
  },
})
afterAll(() => box.stop())
beforeEach(() => {
  box.received.length = 0
  posted.length = 0
})

const posted: Letter[] = []
const lines: string[] = []
const host = {
  execution: { id: 'e1' },
  taskRun: { id: 'r1', attempt: 1 },
  signal: new AbortController().signal,
  log: async (level: string, message: string) => void lines.push(`${level} ${message}`),
  metric: () => undefined,
  network: { address: async () => '127.0.0.1' },
  mail: {
    post: async (letter: Letter) => {
      posted.push(letter)
      return { id: 'l1', hasServer: false }
    },
  },
  files: {
    size: async (uri: string) => (uri.endsWith('huge') ? 30_000_000 : 5),
    open: async () => Readable.from([Buffer.from('a,b\n1')]),
  },
} as unknown as TaskHost

const run = (given: object, at = host) => mail(spec.properties.parse(given) as never, at)
const own = {
  host: 'smtp.example.com',
  port: box.port,
  transportStrategy: 'SMTP',
  from: 'Sales <sales@example.com>',
  to: 'ana@example.com',
}

describe('mail.send by a server of its own', () => {
  it('hands over all of it, under one Message-ID for each attempt', async () => {
    const given = {
      ...own,
      to: '"Ruiz, Ana" <ana@example.com>; tom@example.com',
      cc: ['lee@example.com'],
      subject: 'Orders of today',
      htmlTextContent: '<b>Ü</b>',
      plainTextContent: 'Ü',
      attachments: [{ name: 'orders ä.csv', uri: 'kestra:///x', contentType: 'text/csv' }],
      username: 'sales',
      password: 'open sesame',
    }
    const { outputs } = await run(given)
    expect(outputs).toEqual({
      state: 'SENT',
      messageId: expect.stringMatching(/^<[0-9a-f]{40}@example\.com>$/),
    })
    await run(given)
    const [first, second] = box.received
    expect(first?.to).toEqual(['ana@example.com', 'tom@example.com', 'lee@example.com'])
    expect(first?.mail).toMatchObject({
      subject: 'Orders of today',
      html: '<b>Ü</b>',
      messageId: outputs?.messageId,
    })
    expect(first?.mail.text?.trim()).toBe('Ü')
    expect(first?.mail.attachments).toMatchObject([{ filename: 'orders ä.csv', contentType: 'text/csv' }])
    expect(second?.mail.messageId).toBe(first?.mail.messageId)
  })

  it('makes no header of a line break', async () => {
    await run({ ...own, subject: 'Hello\r\nBcc: eve@example.com', plainTextContent: 'x' })
    expect(box.received[0]?.to).toEqual(['ana@example.com'])
    expect(box.received[0]?.mail.headers.has('bcc')).toBe(false)
    expect(box.received[0]?.mail.subject).toBe('Hello Bcc: eve@example.com')
    for (const to of ['a@b.c\r\nBcc: e@f.g', 'A\nB <a@b.c>', 'a@b.c\u0000'])
      await expect(run({ ...own, to })).rejects.toThrow('is no mail address')
    const file = { name: 'a\r\nX: 1', uri: 'kestra:///x' }
    await expect(run({ ...own, attachments: [file] })).rejects.toThrow('line break')
  })

  it('tells why it is not taken, and never the password', async () => {
    const wrong = run({ ...own, username: 'sales', password: 'wrong one' })
    await expect(wrong).rejects.toThrow(/^The mail server smtp\.example\.com: .*\*{8}/)
    await expect(run({ ...own, transportStrategy: 'SMTP_TLS' })).rejects.toThrow('smtp.example.com')
  })

  it('asks whether it may connect, and ends where it may not or is told to', async () => {
    const judged: string[] = []
    const closed = {
      ...host,
      network: {
        address: (url: string) => {
          judged.push(url)
          return Promise.reject(new Error('private'))
        },
      },
    } as unknown as TaskHost
    await expect(run(own, closed)).rejects.toThrow('private')
    expect(judged).toEqual([`smtp://smtp.example.com:${box.port}`])
    await expect(run({ ...own, host: 'a.example/x@127.0.0.1' })).rejects.toThrow('`host` is a name')
    const aborted = { ...host, signal: AbortSignal.abort() } as TaskHost
    await expect(run(own, aborted)).rejects.toThrow('cancelled')
  })

  it.each([
    [{ to: 'ana' }, 'is no mail address'],
    [{ to: ' ; ' }, '`to` names nobody'],
    [{ from: 'a@b.c, d@e.f' }, '`from` is one address'],
    [{ to: Array.from({ length: 101 }, (_, n) => `p${n}@b.c`) }, '100 people at most'],
    [{ attachments: [{ name: 'a', uri: 'huge' }] }, '20000000 at most'],
  ])('refuses %j', async (given, reason) => {
    await expect(run({ ...own, ...given })).rejects.toThrow(reason)
    expect(box.received).toEqual([])
  })
})

describe('mail.send by the installation', () => {
  it('is kept, and says where it waits', async () => {
    const { outputs } = await run({ to: 'ana@example.com', from: 'tom@example.com', subject: 'S' })
    expect(outputs).toEqual({ state: 'WAITING', messageId: 'l1' })
    expect(lines.at(-1)).toContain('No mail server is set')
    expect(posted).toMatchObject([
      { to: [{ address: 'ana@example.com' }], from: { address: 'tom@example.com' }, subject: 'S' },
    ])
    const served = {
      ...host,
      mail: { post: async () => ({ id: 'l2', hasServer: true }) },
    } as unknown as TaskHost
    expect((await run({ to: 'a@b.c', subject: 'S' }, served)).outputs).toMatchObject({ state: 'QUEUED' })
  })
})

describe('mail.send refuses at save', () => {
  it.each([
    ['to: a@b.c', 'says nothing'],
    ['to: a@b.c, subject: S, port: 25', 'no meaning without `host`'],
    ['to: a@b.c, subject: S, host: h', 'needs `from`'],
    ['to: a@b.c, subject: S, host: h, from: a@b.c, username: u', 'go together'],
    ['to: a@b.c, subject: S, transportStrategy: SMTP_OAUTH2', 'SMTP_TLS'],
  ])('%s', (given, reason) => {
    expect(problemsOf(`{id: t, type: mail.send, ${given}}`)).toEqual([expect.stringContaining(reason)])
  })
})
