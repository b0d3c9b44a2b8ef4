'use client'

import type { EditorView } from '@codemirror/view'
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react'
import type { Problem } from '#engine/flow/problem.ts'
import type { Outside } from './completion.ts'
import { createEditor, jumpTo, setText, showProblems } from './create-editor.ts'
import type { EditorLanguage } from './words-at.ts'

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
  /** Where the cursor is at first, from 0. */
  at?: { line: number; column: number }
  label: string
  language: EditorLanguage
  problems: readonly Problem[]
  readOnly?: boolean
  outside?: Outside
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
    const { initial, at, label, language, readOnly = false, outside = {} } = latest.current
    const editor = createEditor({
      parent: host.current,
      text: initial,
      label,
      language,
      readOnly,
      outside,
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
    if (at) jumpTo(editor, { line: at.line + 1, column: at.column + 1 })
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
