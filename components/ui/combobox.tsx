'use client'

import { ChevronDown, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { cn } from './cn.ts'
import type { Choice, SearchChoices } from './host.tsx'
import { Input } from './input.tsx'
import { useChoices } from './use-choices.ts'

interface ComboboxProps {
  id: string
  /** What is chosen; undefined: nothing. */
  chosen: Choice | undefined
  /** What is offered before anybody has typed. */
  choices: readonly Choice[]
  search?: SearchChoices
  /** Takes what was typed, too. */
  free?: boolean
  required: boolean
  disabled: boolean
  invalid: boolean
  /** Of a control without a label of its own. */
  label?: string
  describedBy?: string
  onChoose(choice: Choice | undefined): void
  onBlur(): void
}

/** A text that is searched for in a long list while it is typed; the list is the server's. */
export function Combobox(props: ComboboxProps) {
  const { id, chosen, choices, search, free = false, required, disabled, invalid, onChoose, onBlur } = props
  const t = useTranslations('fields')
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  /** Undefined: nobody is typing, so what is chosen is shown. */
  const [text, setText] = useState<string>()
  /** Its value: what is offered changes while one looks at it. */
  const [marked, setMarked] = useState<string>()
  const [open, setOpen] = useState(false)
  const found = useChoices({ text: text ?? '', open, choices, search })
  const { options } = found
  const active = marked === undefined ? -1 : options.findIndex(({ value }) => value === marked)

  function show() {
    if (!disabled) setOpen(true)
  }

  function pick(choice: Choice | undefined) {
    onChoose(choice)
    setText(undefined)
    setOpen(false)
    setMarked(undefined)
  }

  function leave() {
    const typed = text?.trim()
    if (typed === '' && chosen) pick(undefined)
    else if (free && typed) pick(options.find(named(typed)) ?? { label: typed, value: typed })
    else pick(chosen)
    onBlur()
  }

  function onKey(key: string): boolean {
    if (key === 'Escape') {
      const was = open || text !== undefined
      setText(undefined)
      setOpen(false)
      return was
    }
    if (key === 'Enter') {
      const option = options[active]
      if (open && option) pick(option)
      return open
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (step === undefined) return false
    if (!open) show()
    else if (options.length > 0) {
      const next =
        active < 0 && step < 0 ? options.length - 1 : (active + step + options.length) % options.length
      setMarked(options[next]?.value)
      document.getElementById(optionIdIn(listId, next))?.scrollIntoView({ block: 'nearest' })
    }
    return true
  }

  return (
    <div
      className="relative"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) leave()
      }}
    >
      <Input
        id={id}
        ref={input}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label={props.label}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? optionIdIn(listId, active) : undefined}
        aria-required={required}
        aria-invalid={invalid || undefined}
        aria-describedby={props.describedBy}
        disabled={disabled}
        placeholder={t('typeToSearch')}
        value={text ?? chosen?.label ?? ''}
        className="pr-9"
        onClick={show}
        onChange={(event) => {
          setText(event.target.value)
          setMarked(undefined)
          show()
        }}
        onKeyDown={(event) => {
          if (onKey(event.key)) {
            event.preventDefault()
            event.stopPropagation()
          }
        }}
      />
      {chosen && !disabled ? (
        <button
          type="button"
          aria-label={t('clearChoice', { name: chosen.label })}
          className="absolute top-1/2 right-1 flex size-7 -translate-y-1/2 items-center justify-center rounded-sm text-ink-faint hover:text-ink max-sm:size-10"
          onClick={() => {
            pick(undefined)
            input.current?.focus()
          }}
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : (
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-faint"
        />
      )}
      <OptionList
        {...{ listId, open, found, active }}
        chosen={chosen?.value}
        onActive={setMarked}
        onPick={pick}
      />
    </div>
  )
}

/** Who types all of an option means that one. */
function named(text: string): (option: Choice) => boolean {
  const wanted = text.toLowerCase()
  return ({ label, value }) => value === text || label.toLowerCase() === wanted
}

interface OptionListProps {
  listId: string
  open: boolean
  found: ReturnType<typeof useChoices>
  active: number
  chosen: string | undefined
  onActive(value: string): void
  onPick(option: Choice): void
}

const optionIdIn = (listId: string, index: number) => `${listId}-${String(index)}`

function OptionList({ listId, open, found, active, chosen, onActive, onPick }: OptionListProps) {
  const t = useTranslations('fields')
  return (
    <div
      className={cn(
        'absolute inset-x-0 top-full z-20 mt-1 rounded-lg border bg-raised shadow-float',
        !open && 'hidden',
      )}
    >
      <ul
        id={listId}
        role="listbox"
        aria-label={t('choices')}
        className="max-h-64 overflow-y-auto p-1 empty:p-0"
      >
        {found.options.map((option, index) => (
          <li
            key={option.value}
            id={optionIdIn(listId, index)}
            role="option"
            aria-selected={option.value === chosen}
            className={cn(
              'cursor-pointer rounded-sm px-2.5 py-1.5 break-words max-sm:min-h-11 max-sm:py-2.5',
              index === active && 'bg-sunken',
              option.value === chosen && 'font-medium',
            )}
            onPointerDown={(event) => {
              // the text keeps the focus
              event.preventDefault()
            }}
            onPointerMove={() => {
              onActive(option.value)
            }}
            onClick={() => {
              onPick(option)
            }}
          >
            {option.label}
            {option.detail ? <span className="ml-2 text-sm text-ink-faint">{option.detail}</span> : null}
          </li>
        ))}
      </ul>
      <p role="status" className="px-3 py-1.5 text-sm text-ink-faint">
        {open ? stateOf(found, t) : null}
      </p>
    </div>
  )
}

function stateOf(
  { state, options, total }: ReturnType<typeof useChoices>,
  t: ReturnType<typeof useTranslations<'fields'>>,
): string {
  if (state === 'idle') return t('typeToSearch')
  if (state !== 'found') return t(state)
  return options.length < total
    ? t('someFound', { count: options.length, total })
    : t('found', { count: total })
}
