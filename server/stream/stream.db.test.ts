import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { announce } from '#server/events.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '#tests/harness/people.ts'
import { until } from '#tests/harness/until.ts'
import { Hub } from './hub.ts'
import { openStream } from './open-stream.ts'
import { waitFor } from './wait-for.ts'

/** A firewall that can drop what goes over its lines, and says so to nobody; new lines pass. */
async function openProxy(target: { host: string; port: number }) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const line = connect(target)
    for (const one of [socket, line]) {
      sockets.add(one)
      one.on('error', () => one.destroy())
      one.on('close', () => sockets.delete(one))
    }
    socket.pipe(line)
    line.pipe(socket)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: (server.address() as AddressInfo).port,
    freeze() {
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

let ana: Actor
let tom: Actor
let engineer: Actor

beforeAll(async () => {
  ana = (await makePerson()).actor
  tom = (await makePerson()).actor
  engineer = (await makePerson({ roles: [{ role: 'engineer', namespace: 'company' }] })).actor
  await db.execution.create({
    data: {
      id: 'e1',
      namespace: 'company.team',
      flowId: 'f',
      flowRevision: 1,
      state: 'RUNNING',
      inputs: {},
      labels: {},
      histories: [],
    },
  })
})

async function open(actor: Actor, topics: string, aborter = new AbortController()) {
  const response = await openStream({ actor, topics, signal: aborter.signal, again: async () => actor })
  const reader = response.body?.getReader()
  if (!reader) throw new Error('no body')
  let text = ''
  return {
    /** Reads on until the text holds what is looked for. */
    async until(part: string): Promise<string> {
      while (!text.includes(part)) {
        const { value, done } = await reader.read()
        if (done) throw new Error(`ended with ${text}`)
        text += new TextDecoder().decode(value)
      }
      return text
    },
    async close() {
      aborter.abort()
      for (;;) if ((await reader.read()).done) return
    },
  }
}

test('hears what was committed on its topics, and nothing else', async () => {
  const stream = await open(ana, `inbox:${ana.id},notices:${ana.id}`)
  await stream.until('event: ready')
  await announce(db, [`inbox:${tom.id}`, `inbox:${ana.id}`])
  const rolledBack = transaction(async (tx) => {
    await announce(tx, [`notices:${ana.id}`])
    throw new Error('rolled back')
  })
  await expect(rolledBack).rejects.toThrow('rolled back')
  const text = await stream.until(`{"topic":"inbox:${ana.id}"}`)
  expect(text).not.toContain(tom.id)
  expect(text).not.toContain('{"topic":"notices')
  await stream.close()
})

test('topics of others are refused by name', async () => {
  const stream = await open(
    ana,
    `inbox:${tom.id},runs,execution:e1,request:none,flow:company.team/f,notices:${ana.id}`,
  )
  const text = await stream.until('event: refused')
  expect(text).toContain(JSON.stringify({ topics: [`notices:${ana.id}`] }))
  await stream.close()
  const wide = await open(engineer, 'runs,execution:e1,flow:company.team/f,flow:elsewhere/f')
  expect(await wide.until('event: refused')).toContain(JSON.stringify({ topics: ['flow:elsewhere/f'] }))
  await wide.close()
})

test('strange, no or too many topics and streams are refused; closing gives the place back', async () => {
  await expect(open(ana, 'weather:today')).rejects.toMatchObject({ code: 'invalid' })
  await expect(open(ana, '')).rejects.toMatchObject({ code: 'invalid' })
  await expect(open(ana, Array.from({ length: 51 }, (_, i) => `request:${i}`).join())).rejects.toMatchObject({
    code: 'invalid',
  })
  const streams = []
  for (let i = 0; i < 20; i++) streams.push(await open(tom, `inbox:${tom.id}`))
  await expect(open(tom, `inbox:${tom.id}`)).rejects.toMatchObject({ code: 'too-many' })
  await Promise.all(streams.map((stream) => stream.close()))
  const again = await open(tom, `inbox:${tom.id}`)
  await again.until('ready')
  await again.close()
})

test('streams that begin at the same moment are counted too', async () => {
  const asked = await Promise.allSettled(Array.from({ length: 25 }, () => open(ana, `inbox:${ana.id}`)))
  const streams = asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  await Promise.all(streams.map((stream) => stream.close()))
  expect(streams).toHaveLength(20)
})

test('a line that has gone dumb is given up, and then everything is looked at again', async () => {
  const { port, hostname } = new URL(env().DATABASE_URL)
  const proxy = await openProxy({ host: hostname, port: Number(port) })
  const whole = env().DATABASE_URL
  const url = new URL(whole)
  url.host = `127.0.0.1:${proxy.port}`
  const heard: string[] = []
  env().DATABASE_URL = url.href
  try {
    const leave = await new Hub(500).listen(['inbox:x'], (topic) => heard.push(topic))
    await announce(db, ['inbox:x'])
    await until(() => heard.length === 1, 'it hears')
    proxy.freeze()
    await announce(db, ['inbox:x'])
    await until(() => heard.length > 1, 'it hears again', 20)
    leave()
  } finally {
    env().DATABASE_URL = whole
    await proxy.stop()
  }
})

test('a lost connection comes back, and then everything is looked at again', async () => {
  const stream = await open(ana, `inbox:${ana.id}`)
  await stream.until('event: ready')
  await db.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'formwork events' AND datname = current_database()`
  await stream.until(`{"topic":"inbox:${ana.id}"}`)
  await stream.close()
})

test('waiting looks again at each hint, and gives up in time', async () => {
  let seen = 0
  const found = waitFor('request:x', async () => (seen++ > 1 ? seen : undefined), 20_000)
  const poke = setInterval(() => void announce(db, ['request:x']), 20)
  expect(await found).toBeGreaterThan(1)
  clearInterval(poke)
  expect(await waitFor('request:y', async () => undefined, 30)).toBeUndefined()
})
