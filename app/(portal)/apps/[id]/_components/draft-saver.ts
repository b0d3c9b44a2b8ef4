import { callKey, dropDraft, type KeptDraft } from '#components/flow-form/draft.ts'
import { ApiError, get, send } from '#components/live/api.ts'
import { randomId } from '#components/live/random-id.ts'
import type { DraftRow, DraftView } from '#server/drafts/view.ts'
import type { AppDraft, KeptState } from './app-draft.ts'

const pauseMs = 700
/** Who types without a pause is stored all the same. */
const longestPauseMs = 4000
const firstRetryMs = 3000
const longestRetryMs = 60_000
/** What is heard so soon after a change of one's own is that change. */
const ownNewsMs = 1500
/** Browsers carry no more beyond the end of a page. */
const mostKeptAlive = 60_000

type Typed = Omit<KeptDraft, 'at'>

/** A call whose answer has not come: it is repeated as it was, so that the server knows it again. */
interface Call {
  typed: Typed
  /** Makes the draft of a page that is gone. */
  isLeft?: boolean
  run(): Promise<{ id?: string; version: number }>
}

/** The call that makes a draft: a page that was left before the answer came is told by it, after a reload, which draft it made. */
interface Creation {
  /** For the server to know a repeat. */
  key: string
  body: object
}

/** Stores what is typed, one call at a time, and goes on after a lost connection or session. */
export class DraftSaver {
  private readonly draft: AppDraft
  private waiting: Typed | undefined
  private waitingSince = 0
  private open: Call | undefined
  private running: Promise<void> | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private retryMs = firstRetryMs
  private storedAt = 0

  constructor(draft: AppDraft) {
    this.draft = draft
  }

  keep(typed: Typed): void {
    if (!this.waiting) this.waitingSince = Date.now()
    this.waiting = typed
    const { kind } = this.draft.now().state
    if (kind === 'none' || kind === 'saved') this.say({ kind: 'saving' })
    this.later(Math.min(pauseMs, Math.max(0, this.waitingSince + longestPauseMs - Date.now())))
  }

  /** Stores at once what waits. */
  async flush(): Promise<void> {
    this.stop()
    if (this.draft.isSending) return
    this.running ??= this.drain().finally(() => (this.running = undefined))
    await this.running
  }

  /** Drops what waits, and lets a call that runs come to its end. */
  async rest(): Promise<void> {
    this.stop()
    await this.running
  }

  /** Whether the draft is still as this tab knows it; and what could not be stored is tried again. */
  async look(): Promise<void> {
    const { id, base } = this.draft
    if (this.open ?? this.waiting) {
      // one that is merely being typed has its own time
      const isStuck = this.timer === undefined || this.draft.now().state.kind !== 'saving'
      return isStuck ? this.flush() : undefined
    }
    if (id === undefined || this.running || Date.now() - this.storedAt < ownNewsMs) return
    try {
      const { version } = await get<DraftView>(`/drafts/${id}`)
      if (this.draft.id === id && !this.running && version > this.draft.base && base === this.draft.base)
        this.draft.tell({ news: { kind: 'changed' } })
    } catch (error) {
      if (error instanceof ApiError && error.status === 404 && this.draft.id === id && !this.draft.isSending)
        this.draft.resume(true)
    }
  }

  private stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private later(ms: number): void {
    this.stop()
    this.timer = setTimeout(() => void this.flush(), ms)
  }

  private async drain(): Promise<void> {
    while (!this.draft.isSending) {
      const call = (this.open ??= this.next())
      if (!call) return
      try {
        const { id = this.draft.id, version } = await call.run()
        this.open = undefined
        this.retryMs = firstRetryMs
        this.storedAt = Date.now()
        this.draft.moveTo(id, version)
        if (this.waiting) continue
        dropDraft(this.draft.key())
        this.say({ kind: 'saved', at: new Date().toISOString() })
      } catch (error) {
        if (!this.recover(error, call)) return
      }
    }
  }

  private next(): Call | undefined {
    const typed = this.waiting
    this.waiting = undefined
    if (!typed) return undefined
    const { form, id, base } = this.draft
    const { values, step } = typed
    const body = { values, step, flowRevision: form.flowRevision }
    if (id !== undefined) {
      const change = { ...body, version: base }
      const keepalive = isSmall(change)
      return { typed, run: () => send('PUT', `/drafts/${id}`, { body: change, keepalive }) }
    }
    if (Object.keys(values).length === 0) return undefined
    const name = callKey(this.draft.key())
    const left = readCreation(name)
    // what was typed since is stored in the draft that it made
    if (left) this.waiting = typed
    const creation = left ?? { key: randomId(), body: { ...body, flow: form.flow } }
    keepCreation(name, creation)
    return { typed, isLeft: left !== undefined, run: () => this.create(creation) }
  }

  private create({ key, body }: Creation): Promise<DraftRow> {
    const path = `/apps/view/${encodeURIComponent(this.draft.form.appId)}/drafts`
    return send<DraftRow>('POST', path, { body, idempotencyKey: key, keepalive: isSmall(body) })
  }

  /** What a failure asks for. Answers whether to go on at once. */
  private recover(error: unknown, call: Call): boolean {
    const status = error instanceof ApiError ? error.status : 0
    if (status === 0 || status === 401 || status >= 500 || status === 429) {
      this.say(stateOf(status, error))
      this.later(this.retryMs)
      this.retryMs = Math.min(this.retryMs * 2, longestRetryMs)
      return false
    }
    this.open = undefined
    this.waiting ??= call.typed
    keepCreation(callKey(this.draft.key()), undefined)
    if (call.isLeft) return true
    if ((status === 404 || status === 409) && this.draft.id !== undefined) {
      // nothing is lost: what is typed here becomes a draft of its own
      const from = this.draft.id
      this.draft.moveTo(undefined, 0)
      this.draft.tell({ news: status === 409 ? { kind: 'forked', from } : { kind: 'gone' } })
      return true
    }
    this.say(stateOf(status, error))
    this.waiting = undefined
    return false
  }

  private say(state: KeptState): void {
    this.draft.tell({ state })
  }
}

function stateOf(status: number, error: unknown): KeptState {
  if (status === 401) return { kind: 'signed-out' }
  if (status === 0 || status >= 500) return { kind: 'offline' }
  return { kind: 'refused', message: error instanceof Error ? error.message : '' }
}

const isSmall = (body: object) => JSON.stringify(body).length < mostKeptAlive

function readCreation(name: string): Creation | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') as Creation | undefined
  } catch {
    return undefined
  }
}

/** Undefined: it was refused, and is not made again. */
function keepCreation(name: string, creation: Creation | undefined): void {
  try {
    if (creation) sessionStorage.setItem(name, JSON.stringify(creation))
    else sessionStorage.removeItem(name)
  } catch {
    return
  }
}
