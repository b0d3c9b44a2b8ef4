'use client'

import { useSyncExternalStore } from 'react'
import { textOf } from './draft.ts'
import type { FormValues } from './form-values.ts'

/** One control of a form. */
export interface FieldState {
  value: unknown
  /** Not what the form says by itself. */
  isDirty: boolean
  /** A person has been in it and left it. */
  isTouched: boolean
}

type Fields = ReadonlyMap<string, FieldState>

const nothing: FieldState = { value: undefined, isDirty: false, isTouched: false }

/** What a form's controls hold. Whoever shows one of them hears of that one only: a form may have hundreds. */
export class FormStore {
  private readonly listeners = new Set<() => void>()
  private defaults: FormValues
  private readonly first: Fields
  private fields: Fields
  /** The control that was changed last, until it is left. */
  private typedIn: string | undefined

  constructor(defaults: FormValues) {
    this.defaults = defaults
    this.first = this.fields = untouched(defaults)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The same object until something changes. */
  all = (): Fields => this.fields
  /** As the form opened: what the server drew. */
  allAtFirst = (): Fields => this.first

  values(): FormValues {
    return Object.fromEntries([...this.fields].map(([name, { value }]) => [name, value]))
  }

  /** Somebody typed, or what they once typed is brought back. */
  change(name: string, value: unknown): void {
    const { isTouched } = fieldOf(this.fields, name)
    this.typedIn = name
    this.put(name, { value, isTouched, isDirty: textOf(value) !== textOf(this.defaults[name]) })
  }

  /** Whether somebody changed it last and is still in it. */
  isTypedIn(name: string): boolean {
    return this.typedIn === name
  }

  leave(name: string): void {
    const field = fieldOf(this.fields, name)
    if (this.typedIn === name) this.typedIn = undefined
    if (!field.isTouched) this.put(name, { ...field, isTouched: true })
  }

  /** The form itself says something else now. */
  follow(name: string, value: unknown): void {
    this.defaults = { ...this.defaults, [name]: value }
    this.put(name, { ...nothing, value })
  }

  startOver(defaults: FormValues): void {
    this.defaults = defaults
    this.typedIn = undefined
    this.tell(untouched(defaults))
  }

  private put(name: string, field: FieldState): void {
    this.tell(new Map([...this.fields, [name, field]]))
  }

  private tell(fields: Fields): void {
    this.fields = fields
    for (const listener of this.listeners) listener()
  }
}

function untouched(values: FormValues): Fields {
  return new Map(Object.entries(values).map(([name, value]) => [name, { ...nothing, value }]))
}

/** One of a form's controls. */
export function fieldOf(fields: Fields, name: string): FieldState {
  return fields.get(name) ?? nothing
}

/** One control, live. */
export function useField(store: FormStore, name: string): FieldState {
  return useSyncExternalStore(
    store.subscribe,
    () => fieldOf(store.all(), name),
    () => fieldOf(store.allAtFirst(), name),
  )
}

/** All controls, live. */
export function useFields(store: FormStore): Fields {
  return useSyncExternalStore(store.subscribe, store.all, store.allAtFirst)
}
