'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { cn } from '#components/ui/cn.ts'
import { Textarea } from '#components/ui/textarea.tsx'
import { useLatest } from '#components/ui/use-latest.ts'
import type { Candidate, CommentPage } from '#server/comments/view.ts'
import { useMention } from './use-mention.ts'

/** People who were picked, by id: those whose `@name` still stands in the text are named. */
export type Mentions = ReadonlyMap<string, string>

interface MentionBoxProps {
  id: string
  label: string
  requestId: string
  /** Whether the reader may name people, and add those who do not see the request yet. */
  may: Pick<CommentPage['may'], 'mention' | 'share'>
  text: string
  mentions: Mentions
  autoFocus?: boolean
  /** Where the caret stood in what was typed before this came: one goes on writing there. */
  caret?: number
  onText(text: string): void
  onMentions(mentions: Mentions): void
  onPaste?(files: FileList): void
}

/** A box for Markdown in which `@` offers people. */
export function MentionBox(props: MentionBoxProps) {
  const { id, label, requestId, may, text, mentions, autoFocus, caret, onText, onMentions, onPaste } = props
  const t = useTranslations('conversation')
  const box = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const mention = useMention({ requestId, mayShare: may.share })
  const { people, active, open } = mention
  const first = useRef(caret)
  const begun = useLatest((at: number) => {
    if (may.mention) mention.look(text.slice(0, at))
  })
  useEffect(() => {
    if (first.current === undefined) return
    box.current?.focus()
    box.current?.setSelectionRange(first.current, first.current)
    begun(first.current)
  }, [begun])

  async function pick(person: Candidate) {
    const element = box.current
    if (!element || !(await mention.letIn(person))) return
    const caret = element.selectionStart
    const start = text.slice(0, caret).lastIndexOf('@')
    const before = `${text.slice(0, start)}@${person.name} `
    onText(before + text.slice(caret).replace(/^ /, ''))
    onMentions(new Map([...mentions, [person.id, person.name]]))
    mention.close()
    element.focus()
    requestAnimationFrame(() => {
      element.setSelectionRange(before.length, before.length)
    })
  }

  function onKey(event: KeyboardEvent) {
    if (!open) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = people[active]
    if (step !== undefined) mention.move(step)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) void pick(chosen)
    else if (event.key === 'Escape') mention.close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="relative">
      <Textarea
        ref={box}
        id={id}
        aria-label={label}
        placeholder={label}
        aria-autocomplete={may.mention ? 'list' : undefined}
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open && people[active] ? `${listId}-${String(active)}` : undefined}
        rows={3}
        maxLength={10_000}
        value={text}
        autoFocus={autoFocus}
        onChange={(event) => {
          onText(event.target.value)
          if (may.mention) mention.look(event.target.value.slice(0, event.target.selectionStart))
        }}
        onPaste={(event) => {
          if (!onPaste || event.clipboardData.files.length === 0) return
          event.preventDefault()
          onPaste(event.clipboardData.files)
        }}
        onKeyDown={onKey}
        onBlur={mention.close}
      />
      <p role="status" className="sr-only">
        {open ? t('peopleFound', { count: people.length }) : ''}
      </p>
      {open && people.length > 0 ? (
        <ul
          id={listId}
          role="listbox"
          aria-label={t('people')}
          className="absolute bottom-full z-10 mb-1 max-h-64 w-full max-w-sm overflow-y-auto rounded-sm border bg-raised p-1 shadow-float"
        >
          {people.map((person, index) => (
            <li
              key={person.id}
              id={`${listId}-${String(index)}`}
              role="option"
              aria-selected={index === active}
              // before the box loses the focus, and the list with it
              onPointerDown={(event) => {
                event.preventDefault()
                void pick(person)
              }}
              className={cn(
                'cursor-pointer rounded-sm px-2.5 py-1.5 text-sm max-sm:py-3',
                index === active && 'bg-sunken',
              )}
            >
              {person.name}
              {person.sees ? null : <span className="ml-1.5 text-xs text-ink-soft">{t('addsThem')}</span>}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
