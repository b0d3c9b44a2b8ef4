'use client'

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { pageNonce, setText } from './create-editor.ts'
import { theme } from './theme.ts'

interface JsonEditorProps {
  label: string
  text: string
  onChange(text: string): void
}

/** A box for JSON, which is YAML too. Tab leaves it as it leaves any field. Weighs what CodeMirror weighs. */
export default function JsonEditor({ label, text, onChange }: JsonEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef({ label, text, onChange })
  useEffect(() => {
    latest.current = { label, text, onChange }
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
        yaml(),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current.onChange(update.state.doc.toString())
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
      className="h-64 overflow-hidden rounded-sm border border-line-strong/60 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent"
    />
  )
}
