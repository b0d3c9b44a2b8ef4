'use client'

import { useLayoutEffect, useRef, type RefObject } from 'react'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const controls = ':is(input, textarea, select)[id][data-early]'

/** What was typed before the controls' code had come, by the controls' ids: React may take a control away until then. */
const early = new Map<string, { typed: string; form: HTMLFormElement | null }>()
/** Controls whose code has come: they hear for themselves. */
const alive = new WeakSet<Element>()
/** What is done with a form when all that was typed in it has been heard. */
const waiting = new Map<HTMLFormElement, () => void>()
/** A control that is not shown any more never comes. */
const longestWaitMs = 5_000

/**
 * A page can be typed in before its code has come. A control whose code comes later still is made anew by React, so a form
 * keeps what stands in its controls as soon as it lives, and what is typed in those that do not live yet.
 * @returns ends it
 */
export function keepEarlyTyping(form: HTMLFormElement): () => void {
  for (const control of form.querySelectorAll<Control>(controls)) keep(control)
  const hear = ({ target }: Event) => {
    if (target instanceof Element && form.contains(target) && target.matches(controls))
      keep(target as Control)
  }
  // before React: it stops what happens to a control that it cannot bring to life yet
  window.addEventListener('input', hear, true)
  return () => {
    window.removeEventListener('input', hear, true)
    // a form that is no longer there is not sent either
    for (const [id, kept] of early) if (kept.form === form) early.delete(id)
    waiting.delete(form)
  }
}

function keep(control: Control): void {
  if (alive.has(control)) return
  if (control.value !== asSent(control)) early.set(control.id, { typed: control.value, form: control.form })
  else early.delete(control.id)
}

/** The value that the page came with. */
function asSent(control: Control): string {
  if (!(control instanceof HTMLSelectElement)) return control.defaultValue
  const options = [...control.options]
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? ''
}

/** Takes the files that were chosen before the control lived. */
export function useEarlyFiles(take: (input: HTMLInputElement) => void): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null)
  const first = useRef(take)
  useLayoutEffect(() => {
    const { current: element } = input
    if (!element) return
    alive.add(element)
    early.delete(element.id)
    if (element.files?.length) first.current(element)
    heard()
  }, [])
  return input
}

/** Sends a form, by `by`, once what was typed in controls that do not live yet has been heard. The last wish counts. */
export function sendWhenHeard(form: HTMLFormElement, by: HTMLElement | null, send: () => void): void {
  if (!hasUnheard(form)) return send()
  by?.setAttribute('aria-busy', 'true')
  const sendNow = () => {
    if (waiting.get(form) !== sendNow) return
    waiting.delete(form)
    by?.removeAttribute('aria-busy')
    send()
  }
  waiting.set(form, sendNow)
  setTimeout(sendNow, longestWaitMs)
}

function hasUnheard(form: HTMLFormElement): boolean {
  return [...early.values()].some((kept) => kept.form === form)
}

function heard(): void {
  if (waiting.size > 0) setTimeout(sendHeard)
}

function sendHeard(): void {
  for (const [form, send] of waiting) if (!hasUnheard(form)) send()
}

/** Hands a control what was typed in it before it lived, as a change. @param rendered the value that React gives it */
export function useEarlyTyping<E extends Control>(
  rendered: unknown,
  given?: RefObject<E | null>,
): RefObject<E | null> {
  const own = useRef<E>(null)
  const control = given ?? own
  const first = useRef(rendered)
  useLayoutEffect(() => {
    const element = control.current
    const initial = first.current
    if (!element) return
    alive.add(element)
    const typed = early.get(element.id)?.typed ?? element.value
    const done = () => {
      early.delete(element.id)
      heard()
    }
    if (typeof initial !== 'string' || typed === initial) return done()
    const hear = () => {
      hand(element, { initial, typed })
      done()
    }
    // a choice may be what brings this to life: the second of its two events is still to come, and must find it
    if (!(element instanceof HTMLSelectElement) || element.value !== typed) return hear()
    // until then a form that was sent waits for it
    if (element.id) early.set(element.id, { typed, form: element.form })
    const timer = setTimeout(() => {
      if (element.value === typed) hear()
      else done()
    })
    return () => {
      clearTimeout(timer)
    }
  }, [control])
  return control
}

function hand(control: Control, { initial, typed }: { initial: string; typed: string }): void {
  // by the control's own setter React notes what it rendered, by the prototype's it does not
  control.value = initial
  const prototype = Object.getPrototypeOf(control) as object
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, typed)
  for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }))
}
