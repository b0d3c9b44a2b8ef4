'use client'

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { cn } from '#components/ui/cn.ts'
import { pageNonce, setText } from './create-editor.ts'
import { theme } from './theme.ts'

interface TextEditorProps {
  label: string
  text: string
  /** `yaml` colours JSON too. */
  language?: 'yaml' | 'text'
  readOnly?: boolean
  /** Its height. */
  className?: string
  onChange?(text: string): void
  /** By Ctrl or Cmd and S. */
  onSave?(): void
}

/** A box for text, its lines ending in a line feed. Tab leaves it as it leaves any field. Weighs what CodeMirror weighs. */
export default function TextEditor({
  label,
  text,
  language = 'yaml',
  readOnly = false,
  className = 'h-64',
  onChange,
  onSave,
}: TextEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef({ label, text, language, readOnly, onChange, onSave })
  useEffect(() => {
    latest.current = { label, text, language, readOnly, onChange, onSave }
    if (view.current) setText(view.current, text)
  })

  useEffect(() => {
    if (!host.current) return
    const editor = new EditorView({
      parent: host.current,
      doc: latest.current.text,
      extensions: [
        EditorView.cspNonce.of(pageNonce()),
        EditorView.contentAttributes.of({ 'aria-label': latest.current.label, tabindex: '0' }),
        EditorView.lineWrapping,
        indentUnit.of('  '),
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        EditorState.readOnly.of(latest.current.readOnly),
        latest.current.language === 'yaml' ? yaml() : [],
        keymap.of([
          {
            key: 'Mod-s',
            run: () => {
              latest.current.onSave?.()
              return latest.current.onSave !== undefined
            },
          },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current.onChange?.(update.state.doc.toString())
        }),
        theme,
      ],
    })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [])

  return (
    <div
      ref={host}
      className={cn(
        'overflow-hidden rounded-sm border border-line-strong/60 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent',
        className,
      )}
    />
  )
}
