import { existsSync } from 'node:fs'
import { readdir, readlink } from 'node:fs/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Letter } from '#engine/catalog/outside-host.ts'
import { db } from '#server/db.ts'
import { localPath } from '#server/files/address.ts'
import { putFile } from '#server/files/put-file.ts'
import { freePort } from '#server/launcher/ports.ts'
import { readMail } from '#server/mail/read-mail.ts'
import { openMailbox, setMailServer } from '#tests/harness/mailbox.ts'
import { makePerson } from '#tests/harness/people.ts'
import { postLetter } from './post-letter.ts'
import { purgeLetters, sendLetters } from './send-letters.ts'

const port = await freePort()
setMailServer(`smtp://127.0.0.1:${port}`, '"Forms" <forms@formwork.example>')

/** What this process holds open, where the system tells. */
async function openFiles(): Promise<string[]> {
  const told = '/proc/self/fd'
  if (!existsSync(told)) return []
  const links = (await readdir(told)).map((fd) => readlink(`${told}/${fd}`))
  return (await Promise.allSettled(links)).flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
}

let busy = true
const open = () =>
  openMailbox(port, {
    onRcptTo: ({ address }, _, done) => {
      const refuse = (responseCode: number, said: string) =>
        done(Object.assign(new Error(said), { responseCode }))
      if (address.startsWith('refused')) refuse(550, 'No such box')
      else if (address.startsWith('busy') && busy) refuse(451, 'Try again')
      else done()
    },
  })
let box = await open()
afterAll(() => box.stop())
beforeEach(async () => {
  box.received.length = 0
  await db.letter.deleteMany()
})

const writer = { executionId: 'e1', namespace: 'company', taskRunId: 'r1', attempt: 1 }
const ana = { name: 'Ana Ruiz', address: 'ana@formwork.example' }
const letter: Letter = { to: [ana], cc: [], subject: 'The report', text: 'Here it is.', attachments: [] }

describe('a mail that a task writes', () => {
  test('is kept once for each attempt, and nobody reads it there', async () => {
    const first = await postLetter(writer, letter)
    expect(await postLetter(writer, letter)).toEqual(first)
    expect(first.hasServer).toBe(true)
    await postLetter({ ...writer, attempt: 2 }, letter)
    const rows = await db.letter.findMany()
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toContain('report')
  })

  test('goes out from the sender of the installation, with its files, once', async () => {
    const owner = { namespace: 'company', flowId: 'f', executionId: 'e1' }
    const { uri } = await putFile({ owner, name: 'orders.csv', content: Buffer.from('a,b') })
    const from = { name: 'Tom', address: 'tom@formwork.example' }
    const attachments = [{ name: 'orders.csv', uri }]
    const { id } = await postLetter(writer, { ...letter, from, cc: [from], attachments })
    expect(await sendLetters()).toBe(1)
    expect(await sendLetters()).toBe(0)
    const { mail } = await box.letter(ana.address, 'The report')
    expect(mail.from?.text).toContain('forms@formwork.example')
    expect(mail.replyTo?.text).toContain('tom@formwork.example')
    expect(mail.messageId).toBe(`<${id}@localhost>`)
    expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ['orders.csv', 'a,b'],
    ])
    expect(box.received[0]?.to).toEqual([ana.address, from.address])
    expect(await db.letter.findMany()).toMatchObject([{ state: 'sent', content: null, attempts: 1 }])
  })

  test('waits while the server is away', async () => {
    await postLetter(writer, letter)
    await box.stop()
    expect(await sendLetters()).toBe(0)
    expect(await db.letter.findMany()).toMatchObject([{ state: 'waiting', attempts: 1 }])
    box = await open()
    await db.letter.updateMany({ data: { dueAt: new Date() } })
    expect(await sendLetters()).toBe(1)
  })

  test('goes to each of its people once, also where the server takes some of them later or never', async () => {
    const people = ['ana', 'busy', 'refused'].map((name) => ({ name, address: `${name}@formwork.example` }))
    await postLetter(writer, { ...letter, to: people })
    expect(await sendLetters()).toBe(0)
    expect(await db.letter.findMany()).toMatchObject([
      { state: 'waiting', error: expect.stringMatching(/busy@formwork.example: .*Try again/) },
    ])
    busy = false
    await db.letter.updateMany({ data: { dueAt: new Date() } })
    expect(await sendLetters()).toBe(1)
    expect(box.received.map(({ to }) => to)).toEqual([['ana@formwork.example'], ['busy@formwork.example']])
    expect([box.received[1]?.mail.to].flat()[0]?.value).toHaveLength(3)
    expect(await db.letter.findMany()).toMatchObject([
      {
        state: 'sent',
        content: null,
        error: expect.stringMatching(/refused@formwork.example: .*No such box/),
      },
    ])
  })

  test('holds no file open where the server is away, and is not given up for a database that is', async () => {
    const execution = {
      namespace: 'company',
      flowId: 'f',
      flowRevision: 1,
      state: 'RUNNING',
      inputs: {},
      labels: {},
      histories: [],
    }
    await db.execution.create({ data: { ...execution, id: 'e1' } })
    await db.execution.create({ data: { ...execution, id: 'child', parentId: 'e1' } })
    const owner = { namespace: 'company', flowId: 'f', executionId: 'child' }
    const { uri } = await putFile({ owner, name: 'held.csv', content: Buffer.from('a,b') })
    await postLetter(writer, { ...letter, attachments: [{ name: 'held.csv', uri }] })
    await box.stop()
    expect(await sendLetters()).toBe(0)
    expect(await openFiles()).not.toContain(localPath(uri))
    box = await open()
    await db.letter.updateMany({ data: { dueAt: new Date() } })
    await db.$executeRaw`ALTER TABLE "Execution" RENAME TO "Away"`
    expect(await sendLetters()).toBe(0)
    await db.$executeRaw`ALTER TABLE "Away" RENAME TO "Execution"`
    expect(await db.letter.findMany()).toMatchObject([{ state: 'waiting' }])
    await db.letter.updateMany({ data: { dueAt: new Date() } })
    expect(await sendLetters()).toBe(1)
  })

  test('is given up where the server refuses it for good, a file is gone, or its time is over', async () => {
    await postLetter(writer, { ...letter, to: [{ name: '', address: 'refused@formwork.example' }] })
    await sendLetters()
    const { actor } = await makePerson({ roles: ['admin'] })
    expect((await readMail(actor)).lastError).toMatchObject({
      kind: 'letter',
      executionId: 'e1',
      again: false,
      message: expect.stringContaining('No such box'),
    })
    const late = await postLetter({ ...writer, attempt: 2 }, letter)
    await purgeLetters(new Date(Date.now() + 4 * 24 * 3_600_000), 10 * 24 * 3_600_000)
    const rows = await db.letter.findMany({ orderBy: { createdAt: 'asc' } })
    expect(rows.map(({ state, content }) => [state, content])).toEqual([
      ['refused', null],
      ['dropped', null],
    ])
    expect(rows[1]?.id).toBe(late.id)
    await purgeLetters(new Date(Date.now() + 11 * 24 * 3_600_000), 10 * 24 * 3_600_000)
    expect(await db.letter.count()).toBe(0)
  })

  test('takes no file of another execution, and no more than a mail carries', async () => {
    const owner = { namespace: 'company', flowId: 'f', executionId: 'other' }
    const { uri } = await putFile({ owner, name: 'secret.csv', content: Buffer.from('a') })
    const foreign = { ...letter, attachments: [{ name: 'a', uri }] }
    await expect(postLetter(writer, foreign)).rejects.toThrow('not one of this execution')
    const own = await putFile({
      owner: { ...owner, executionId: 'e1' },
      name: 'big',
      content: Buffer.alloc(11_000_000),
    })
    const file = { name: 'a', uri: own.uri }
    await expect(postLetter(writer, { ...letter, attachments: [file, file] })).rejects.toThrow('at most')
    expect(await db.letter.count()).toBe(0)
  })
})
