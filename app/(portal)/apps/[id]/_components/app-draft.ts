import { dropDraft, keepDraft, readDraft, type KeptDraft } from '#components/flow-form/draft.ts'
import type { DraftKeeper } from '#components/flow-form/use-draft.ts'
import type { DraftSaver } from './draft-saver.ts'

/** How far what was typed is kept. */
export type KeptState =
  | { kind: 'none' | 'saving' | 'offline' | 'signed-out' }
  | { kind: 'saved'; at: string }
  | { kind: 'refused'; message: string }

/** Something that happened to the draft elsewhere; `reshaped`: to the form itself. */
export type DraftNews = { kind: 'forked'; from: string } | { kind: 'changed' | 'gone' | 'reshaped' }

export interface DraftStatus {
  state: KeptState
  news?: DraftNews
}

export interface OpenForm {
  appId: string
  /** `namespace/id` */
  flow: string
  flowRevision: number
  /** The draft that it goes on with. */
  draft?: { id: string; version: number; updatedAt: string; values: KeptDraft['values']; step: number }
}

/** A form's draft on the server: one from the address, or one that is made with the first key. What saves comes with that key too. */
export class AppDraft implements DraftKeeper {
  readonly begun: KeptDraft | undefined
  readonly form: OpenForm
  id: string | undefined
  base: number
  /** The form is on its way: what happens to the draft now is its own doing. */
  isSending = false
  private status: DraftStatus = { state: { kind: 'none' } }
  private readonly listeners = new Set<() => void>()
  private saver: Promise<DraftSaver> | undefined

  constructor(form: OpenForm) {
    const { draft } = form
    this.form = form
    this.id = draft?.id
    this.base = draft?.version ?? 0
    if (!draft) return
    const { values, step, version, updatedAt } = draft
    this.begun = { values, step, base: version, at: Date.parse(updatedAt) }
    this.status = { state: { kind: 'saved', at: updatedAt } }
  }

  key = (): string => `draft:${this.form.appId}:${this.id ?? this.form.flow}`
  version = (): number => this.base
  now = (): DraftStatus => this.status

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  tell(status: Partial<DraftStatus>): void {
    this.status = { ...this.status, ...status }
    for (const listener of this.listeners) listener()
  }

  keep(draft: Omit<KeptDraft, 'at'>): void {
    if (this.isSending || (this.id === undefined && Object.keys(draft.values).length === 0)) return
    void this.load((saver) => {
      saver.keep(draft)
    })
  }

  fork(): void {
    const from = this.id
    this.moveTo(undefined, 0)
    if (from) this.tell({ news: { kind: 'forked', from } })
  }

  /** Another draft takes the place of this one, in the address too, so that a reload comes back to it. */
  moveTo(id: string | undefined, base: number): void {
    const kept = readDraft(this.key())
    const isMove = id !== this.id
    if (isMove) dropDraft(this.key())
    this.id = id
    this.base = base
    // what an earlier form left under this name is not this one's
    if (isMove) dropDraft(this.key())
    if (kept) keepDraft(this.key(), kept.values, { ...kept, base })
    if (id && isMove) window.history.replaceState(null, '', `/apps/${this.form.appId}?draft=${id}`)
  }

  /** Something happened to the person's drafts, or the connection is back. */
  hear(): void {
    if (this.isSending || (this.id === undefined && !this.saver)) return
    void this.load((saver) => saver.look())
  }

  /** What is typed is on its way no more: the id of the draft that is to be sent. */
  async settle(): Promise<string | undefined> {
    this.isSending = true
    await (await this.saver)?.rest()
    return this.id
  }

  /** It was not taken. */
  resume(isGone: boolean): void {
    this.isSending = false
    if (isGone) {
      this.moveTo(undefined, 0)
      this.tell({ state: { kind: 'none' }, news: { kind: 'gone' } })
    } else this.hear()
  }

  /** What is typed and not stored yet, before the page goes. */
  flush(): void {
    void this.saver?.then((saver) => saver.flush())
  }

  private async load(act: (saver: DraftSaver) => unknown): Promise<void> {
    this.saver ??= import('./draft-saver.ts').then((module) => new module.DraftSaver(this))
    try {
      act(await this.saver)
    } catch {
      // its code could not be had: this tab keeps what is typed, and the next key asks again
      this.saver = undefined
      this.tell({ state: { kind: 'offline' } })
    }
  }
}
