import { sharesStream, streamPath } from './api.ts'
import { chosenTopics, type Wish } from './chosen-topics.ts'
import { randomId } from './random-id.ts'

/**
 * One event stream for all tabs of a browser: the tab that holds the Web Lock listens for everybody and passes on by BroadcastChannel.
 * An event is a hint without data; whoever hears it asks again.
 */
type Message =
  | ({ kind: 'want'; tab: string } & Wish)
  | { kind: 'bye'; tab: string }
  | { kind: 'who' }
  | { kind: 'news'; topics: string[] }
  | { kind: 'state'; state: StreamState }
  /** The stream was away for a while: anything may have changed. */
  | { kind: 'catch-up' }

/** `signed-out`: the session has ended, so nothing is heard until somebody signs in again. */
export type StreamState = 'connected' | 'lost' | 'signed-out'

const lockName = 'formwork-stream'
const regroupMs = 50
const goneAfterMs = 4000

interface Listener {
  topics: readonly string[]
  hear(): void
}

class LiveStream {
  private readonly tab = randomId()
  /** Without Web Locks (an insecure origin) each tab listens for itself, and so does a guest's page. */
  private readonly alone = !sharesStream() || !('locks' in navigator)
  private readonly channel = new BroadcastChannel(this.alone ? `formwork-live-${this.tab}` : 'formwork-live')
  private readonly listeners = new Set<Listener>()
  private readonly stateListeners = new Set<() => void>()
  private readonly wanted = new Map<string, Wish>()
  private source: EventSource | undefined
  private open: string | undefined
  private owner = false
  private lost = false
  private regroup: ReturnType<typeof setTimeout> | undefined
  private doubt: ReturnType<typeof setTimeout> | undefined
  state: StreamState = 'connected'

  constructor() {
    this.channel.onmessage = (event: MessageEvent<Message>) => {
      this.take(event.data)
    }
    window.addEventListener('pagehide', () => {
      this.channel.postMessage({ kind: 'bye', tab: this.tab } satisfies Message)
    })
    // Back from the browser's page cache, where nothing was heard.
    window.addEventListener('pageshow', (event) => {
      if (!event.persisted) return
      this.say()
      this.take({ kind: 'catch-up' })
    })
    window.addEventListener('offline', () => {
      this.network('lost')
    })
    window.addEventListener('online', () => {
      this.network('connected')
      this.take({ kind: 'catch-up' })
    })
    document.addEventListener('visibilitychange', () => {
      this.say()
      // Somebody may have signed in in another tab.
      if (this.owner && this.state === 'signed-out' && document.visibilityState === 'visible')
        void this.retry()
    })
    if (this.alone) this.become()
    else
      void navigator.locks.request(lockName, () => {
        this.become()
        return new Promise<never>(() => undefined)
      })
  }

  /** Hears of topics until the returned function is called. */
  listen(topics: readonly string[], hear: () => void): () => void {
    const listener = { topics, hear }
    this.listeners.add(listener)
    this.say()
    return () => {
      this.listeners.delete(listener)
      this.say()
    }
  }

  onState(listener: () => void): () => void {
    this.stateListeners.add(listener)
    return () => this.stateListeners.delete(listener)
  }

  private become(): void {
    this.owner = true
    this.channel.postMessage({ kind: 'who' } satisfies Message)
    this.say()
  }

  private say(): void {
    const topics = [...new Set([...this.listeners].flatMap((listener) => listener.topics))]
    const visible = document.visibilityState !== 'hidden'
    this.pass({ kind: 'want', tab: this.tab, topics, visible })
  }

  /** A session that has ended is not begun by a network that comes back. */
  private network(state: StreamState): void {
    if (this.state !== 'signed-out') this.take({ kind: 'state', state })
  }

  private pass(message: Message): void {
    this.channel.postMessage(message)
    this.take(message)
  }

  private take(message: Message): void {
    if (message.kind === 'who') this.say()
    else if (message.kind === 'want') {
      // the newest stand last
      this.wanted.delete(message.tab)
      this.wanted.set(message.tab, message)
      if (message.tab !== this.tab) this.greet()
      this.connect()
    } else if (message.kind === 'bye') {
      this.wanted.delete(message.tab)
      this.connect()
    } else if (message.kind === 'state') {
      this.state = message.state
      for (const listener of this.stateListeners) listener()
    } else {
      const topics = message.kind === 'news' ? new Set(message.topics) : undefined
      // The server says `*` where it may have missed some.
      const news = topics?.has('*') ? undefined : topics
      for (const listener of [...this.listeners]) {
        if (!news || listener.topics.some((topic) => news.has(topic))) listener.hear()
      }
    }
  }

  /** Another tab has come: it knows nothing of what this one knows, and somebody may have signed in in it. */
  private greet(): void {
    if (!this.owner) return
    if (this.state === 'signed-out') void this.retry()
    else if (this.state === 'lost')
      this.channel.postMessage({ kind: 'state', state: 'lost' } satisfies Message)
  }

  private connect(): void {
    if (!this.owner) return
    clearTimeout(this.regroup)
    this.regroup = setTimeout(() => {
      const topics = this.topics().join(',')
      if (topics === this.open) return
      this.open = topics
      if (topics && this.state === 'signed-out') return void this.retry()
      const earlier = this.source
      this.source = topics ? this.begin(topics) : undefined
      earlier?.close()
      if (!topics) clearTimeout(this.doubt)
    }, regroupMs)
  }

  /** A browser has six connections to a server: of tabs that each need one those in the background leave theirs to others. */
  private topics(): string[] {
    const wishes = [...this.wanted.values()]
    return chosenTopics(this.alone ? wishes.filter(({ visible }) => visible) : wishes)
  }

  private begin(topics: string): EventSource {
    const source = new EventSource(addressOf(topics))
    let first = true
    source.onopen = () => {
      clearTimeout(this.doubt)
      // Between the page's data and the first listening something may have happened, too.
      this.pass({ kind: 'catch-up' })
      if (this.lost || first) this.pass({ kind: 'state', state: 'connected' })
      this.lost = false
      first = false
    }
    source.onerror = () => {
      this.lost = true
      clearTimeout(this.doubt)
      this.doubt = setTimeout(() => {
        this.pass({ kind: 'state', state: 'lost' })
        if (source.readyState === EventSource.CLOSED && this.source === source) void this.retry()
      }, goneAfterMs)
    }
    source.addEventListener('signed-out', () => {
      this.leave()
    })
    source.onmessage = (event: MessageEvent<string>) => {
      this.pass({ kind: 'news', topics: topicsOf(event.data) })
    }
    return source
  }

  private leave(): void {
    this.source?.close()
    this.lost = true
    clearTimeout(this.doubt)
    this.pass({ kind: 'state', state: 'signed-out' })
  }

  /** The browser gives up on its own after an error answer, and does not say which; we look, and go on unless it is for good. */
  private async retry(): Promise<void> {
    const topics = this.open
    if (!topics) return
    const look = new AbortController()
    const status = await fetch(addressOf(topics), { signal: look.signal }).then(
      (answer) => answer.status,
      unreachable,
    )
    look.abort()
    if (topics !== this.open) return
    this.source?.close()
    if (status === unauthenticated) this.leave()
    else this.source = this.begin(topics)
  }
}

const unauthenticated = 401
const unreachable = () => 0

function addressOf(topics: string): string {
  return `${streamPath()}?topics=${encodeURIComponent(topics)}`
}

function topicsOf(data: string): string[] {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null && 'topic' in value ? [String(value.topic)] : []
  } catch {
    return []
  }
}

let stream: LiveStream | undefined

/** The browser's stream, made at first use. */
export function liveStream(): LiveStream {
  stream ??= new LiveStream()
  return stream
}
