'use client'

import { createContext, use, type ComponentType, type ReactNode } from 'react'

/** A file as the form keeps it: the upload's id is its value. */
export interface UploadedFile {
  /** Id of the upload. */
  id: string
  name: string
  /** Bytes. */
  size: number
}

export interface UploadOptions {
  /** Bytes that the server has, of all. */
  onProgress(sent: number, size: number): void
  signal: AbortSignal
  /** What has arrived of it; kept by the caller, so that another try goes on from there. */
  arrived: UploadSoFar
}

export interface UploadSoFar {
  id?: string
  /** Bytes. */
  offset: number
}

/**
 * What a catalogue component (`input.tsx`, `block.tsx`, `chart.tsx`) may ask of the product: it imports nothing else of ours.
 * Filled once, in the frame.
 */
export interface Host {
  /** Sends a file in parts and goes on after a lost connection. Rejects with a message for the person. */
  upload(file: File, options: UploadOptions): Promise<UploadedFile>
  /** What is known in this tab of an upload whose id a form holds; `undefined` after it was forgotten. */
  uploaded(uploadId: string): UploadedFile | undefined
  /** Drops an upload that the person removed again. */
  forget(uploadId: string): Promise<void>
  /** Bytes of the largest file that is taken. */
  maxUploadBytes: number
  /** What a text from a spreadsheet is as the value of a column; only inside a form. */
  fromText?(text: string, column: ColumnView): unknown
  /** The control of another field type, for an entry of a list or a cell of a table; only inside a form. */
  Control?: ComponentType<FieldInputProps & { type: string }>
}

const HostContext = createContext<Host | undefined>(undefined)

export function HostProvider({ host, children }: { host: Host; children: ReactNode }) {
  return <HostContext value={host}>{children}</HostContext>
}

/** @throws Error outside the frame. */
export function useHost(): Host {
  const host = use(HostContext)
  if (!host) throw new Error('No host around this component')
  return host
}

/** What can be chosen. */
export interface Choice {
  label: string
  value: string
  /** What tells it from another of the same label. */
  detail?: string
}

export interface FoundChoices {
  /** The first of them. */
  options: Choice[]
  /** How many there are. */
  total: number
}

/** Searches the choices of one input on the server. */
export type SearchChoices = (text: string, signal: AbortSignal) => Promise<FoundChoices>

/** A column of a table as its control sees it. */
export interface ColumnView {
  id: string
  /** Type of the field. */
  type: string
  label: string
  help?: ReactNode
  required: boolean
  options: Readonly<Record<string, unknown>>
  choices: readonly Choice[]
  /** How many there are, where `choices` are only the first. */
  choiceCount?: number
  search?: SearchChoices
  /** What a new row begins with. */
  defaults: unknown
}

/** A problem of one entry or cell. */
export interface InnerProblem {
  /** Of the entry or row, from 0. */
  index: number
  /** Of the cell. */
  column?: string
  text: string
}

/** What every `input.tsx` of the catalog is given. It draws the control only: label, help and error stand around it. */
export interface FieldInputProps {
  /** DOM id that the label points to. */
  id: string
  /** Unique within the form. */
  name: string
  /** What was typed, or read before: a text for most; `undefined` and `null` are no value. */
  value: unknown
  /** The author's options, parsed by the type's spec. */
  options: Readonly<Record<string, unknown>>
  /** Of a choice: what can be chosen now. */
  choices: readonly Choice[]
  /** How many there are, where `choices` are only the first: then the rest is searched for. */
  choiceCount?: number
  /** Absent: the form is only looked at. */
  search?: SearchChoices
  /** Of a table: what each row is made of. */
  columns?: readonly ColumnView[]
  /** What is wrong inside the value, in words. */
  problems?: readonly InnerProblem[]
  required: boolean
  disabled: boolean
  invalid: boolean
  labelledBy: string
  describedBy?: string
  onChange(value: unknown): void
  onBlur(): void
}
