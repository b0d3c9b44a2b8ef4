import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { until } from '#tests/harness/until.ts'

/** A connection to the server, as the browser keeps it. */
class Connection {
  static readonly CLOSED = 2
  static all: Connection[] = []
  static readonly alive = () => Connection.all.filter(({ readyState }) => readyState !== Connection.CLOSED)
  readyState = 0
  onopen: (() => void) | undefined
  onerror: (() => void) | undefined
  private readonly heard = new Map<string, () => void>()

  constructor(readonly url: string) {
    Connection.all.push(this)
  }

  get topics(): string[] {
    return decodeURIComponent(this.url.split('topics=')[1] ?? '').split(',')
  }

  addEventListener(kind: string, hear: () => void): void {
    this.heard.set(kind, hear)
  }

  open(): void {
    this.readyState = 1
    this.onopen?.()
  }

  tell(kind: string): void {
    this.heard.get(kind)?.()
  }

  close(): void {
    this.readyState = Connection.CLOSED
  }
}

/** What the tabs of one test say to each other is for no other's. */
class Channel extends BroadcastChannel {
  static all: Channel[] = []

  constructor(name: string) {
    super(`${name}-${browser}`)
    Channel.all.push(this)
  }
}
let browser = 0

/** Who holds the lock of the browser, and who waits for it. */
let waiting: (() => void)[] = []
const locks = {
  request: (_: string, hold: () => void) => {
    waiting.push(hold)
    if (waiting.length === 1) hold()
    return new Promise(() => undefined)
  },
}
/** Far more than it takes. */
const seconds = 5
let status = 401

/** A tab of its own, with a window that can be hidden. */
async function openTab({ secure = true } = {}) {
  const page = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    documentElement: { lang: 'en' },
  })
  const frame = new EventTarget()
  vi.stubGlobal('window', frame)
  vi.stubGlobal('document', page)
  vi.stubGlobal('navigator', secure ? { locks } : {})
  vi.resetModules()
  const { liveStream } = await import('./stream.ts')
  const stream = liveStream()
  const here = () => vi.stubGlobal('document', page)
  return {
    stream,
    frame,
    listen(...topics: string[]) {
      here()
      return stream.listen(topics, () => undefined)
    },
    show(visible: boolean) {
      here()
      page.visibilityState = visible ? 'visible' : 'hidden'
      page.dispatchEvent(new Event('visibilitychange'))
    },
  }
}

const found = (look: () => Connection | undefined | false, what: string) =>
  until(() => look() || undefined, what, seconds)
const hears = (topic: string) => () => Connection.alive().find(({ topics }) => topics.includes(topic))

beforeEach(() => {
  for (const channel of Channel.all.splice(0)) channel.close()
  browser++
  vi.stubGlobal('BroadcastChannel', Channel)
  Connection.all = []
  waiting = []
  status = 401
  vi.stubGlobal('EventSource', Connection)
  vi.stubGlobal('fetch', async () => ({ status }))
})
afterAll(() => {
  for (const channel of Channel.all.splice(0)) channel.close()
  vi.unstubAllGlobals()
  vi.resetModules()
})

it('leaves a connection to others where each tab needs its own, and nobody looks at it', async () => {
  const first = await openTab({ secure: false })
  first.listen('inbox:a')
  await found(hears('inbox:a'), 'the first tab listens')
  first.show(false)
  const second = await openTab({ secure: false })
  second.listen('runs')
  await found(hears('runs'), 'the second tab listens')
  await until(() => Connection.alive().length === 1, 'the first tab hung up', seconds)
  expect(Connection.alive()[0]?.topics).toEqual(['runs'])
  first.show(true)
  await found(hears('inbox:a'), 'the first tab listens again')
})

it('hears what somebody looks at, however many tabs there are', async () => {
  const tab = await openTab()
  tab.listen(...Array.from({ length: 50 }, (_, index) => `request:${index}`))
  tab.show(false)
  const other = await openTab()
  other.listen('request:new')
  const { topics } = await found(hears('request:new'), 'the new tab is heard')
  expect(topics).toHaveLength(50)
})

it('listens again when somebody signs in in another tab, and a network that comes back is no session', async () => {
  const tab = await openTab()
  tab.listen('inbox:a')
  const first = await found(hears('inbox:a'), 'it listens')
  first.open()
  first.tell('signed-out')
  expect(tab.stream.state).toBe('signed-out')
  tab.frame.dispatchEvent(new Event('offline'))
  tab.frame.dispatchEvent(new Event('online'))
  expect(tab.stream.state).toBe('signed-out')
  status = 200
  tab.show(false)
  const other = await openTab()
  other.listen('inbox:a')
  const second = await found(hears('inbox:a'), 'it listens again')
  second.open()
  await until(() => tab.stream.state === 'connected', 'it is connected', seconds)
})
