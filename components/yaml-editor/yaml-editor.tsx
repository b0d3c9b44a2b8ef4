'use client'

import type { EditorView } from '@codemirror/view'
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react'
import type { Language } from '#engine/flow/language.ts'
import type { Problem } from '#engine/flow/problem.ts'
import { createEditor, jumpTo, setText, showProblems } from './create-editor.ts'

/** What the page can ask of the editor. */
export interface EditorHandle {
  jumpTo(place: Pick<Problem, 'line' | 'column'>): void
  /** Replaces the text; can be undone. */
  setText(text: string): void
}

interface YamlEditorProps {
  handle?: Ref<EditorHandle>
  /** The text at first; later ones come by the handle. */
  initial: string
  label: string
  language: Language
  problems: readonly Problem[]
  readOnly?: boolean
  onChange(text: string): void
  onSave(): void
  onCursor(line: number, column: number): void
}

/** A YAML editor that knows the language. Weighs what CodeMirror weighs: load it where it is shown. */
export default function YamlEditor({ handle, problems, ...options }: YamlEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })

  useEffect(() => {
    if (!host.current) return
    const { initial, label, language, readOnly = false } = latest.current
    const editor = createEditor({
      parent: host.current,
      text: initial,
      label,
      language,
      readOnly,
      onChange: (text) => {
        latest.current.onChange(text)
      },
      onSave: () => {
        latest.current.onSave()
      },
      onCursor: (line, column) => {
        latest.current.onCursor(line, column)
      },
    })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [])

  useEffect(() => {
    if (view.current) showProblems(view.current, problems)
  }, [problems])

  useImperativeHandle(handle, () => ({
    jumpTo: (place) => {
      if (view.current) jumpTo(view.current, place)
    },
    setText: (text) => {
      if (view.current) setText(view.current, text)
    },
  }))

  return <div ref={host} className="h-full min-h-0 overflow-hidden" />
}
