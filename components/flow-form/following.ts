import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { isAbsent } from '#engine/flow/inputs/raw.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import { fieldOf, type FieldState, type FormStore } from './form-store.ts'
import { isAsked, isSent, nameOf, rawValues, shownValue, type RawValues } from './form-values.ts'

interface Answers {
  inputs: readonly FlatInput[]
  store: FormStore
}

type States = ReadonlyMap<string, InputState>

/**
 * What the server is asked about: the visible answers, without those that are the author's defaults. A default may follow other
 * answers; once it is sent it is an answer itself.
 */
export function askedValues({ inputs, store }: Answers, states: States): RawValues {
  const raw = rawValues(inputs, states, store.values())
  const isDefault = (input: FlatInput, index: number) =>
    states.get(input.id)?.isDefault === true && !fieldOf(store.all(), nameOf(index)).isDirty
  return Object.fromEntries(
    inputs.flatMap((input, index) =>
      Object.hasOwn(raw, input.id) && !isDefault(input, index) ? [[input.id, raw[input.id]]] : [],
    ),
  )
}

/** Whether something visible holds an answer that these values lack: it was hidden when they were sent, and is shown again. */
export function hasUnsent(answers: Answers, states: States, sent: RawValues): boolean {
  return Object.keys(askedValues(answers, states)).some((id) => !Object.hasOwn(sent, id))
}

interface Judged {
  /** As it was when the server was asked. */
  before: States
  after: States
  /** What it was asked about. */
  values: RawValues
}

/** What a person typed, or emptied while the server judged, is theirs; only untouched controls follow the server. */
export function follow({ inputs, store }: Answers, { before, after, values }: Judged): void {
  inputs.forEach((input, index) => {
    const state = after.get(input.id)
    const name = nameOf(index)
    const field = fieldOf(store.all(), name)
    if (!state?.visible || checks[input.type]?.secret) return
    const isTheirs = field.isDirty
      ? store.isTypedIn(name) || !isLeftToDefault(field, state)
      : isAsked(input) &&
        (before.get(input.id)?.visible
          ? Object.hasOwn(values, input.id) && !isSent(input.id, values, field.value)
          : // it was hidden, with what a draft or a link had brought
            !isAbsent(field.value) && state.isDefault !== true)
    if (isTheirs) return
    const value = shownValue(state.value)
    if (JSON.stringify(field.value) !== JSON.stringify(value)) store.follow(name, value)
  })
}

/** A control was left. One that is empty says what is taken in its place. */
export function leave(store: FormStore, name: string, state: InputState): void {
  store.leave(name)
  if (isLeftToDefault(fieldOf(store.all(), name), state)) store.follow(name, shownValue(state.value))
}

function isLeftToDefault(field: FieldState, state: InputState): boolean {
  return state.isDefault === true && state.value !== null && isAbsent(field.value)
}
