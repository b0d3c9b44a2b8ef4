import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language'
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { EditorState, type Text } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import type { Problem } from '#engine/flow/problem.ts'
import { completionOf, type Outside } from './completion.ts'
import { hoverOf } from './hover.ts'
import { theme } from './theme.ts'
import type { EditorLanguage } from './words-at.ts'

export interface EditorOptions {
  parent: HTMLElement
  text: string
  /** Name of the text box. */
  label: string
  language: EditorLanguage
  readOnly: boolean
  outside: Outside
  onChange(text: string): void
  onSave(): void
  /** Line and column from 0. */
  onCursor(line: number, column: number): void
}

/** The policy's nonce of the document that is open: after a soft navigation a newer answer's would not fit. */
export function pageNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
}

export function createEditor(options: EditorOptions): EditorView {
  const { parent, text, label, language, readOnly, outside } = options
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(pageNonce()),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorState.readOnly.of(readOnly),
        EditorState.tabSize.of(2),
        indentUnit.of('  '),
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        yaml(),
        autocompletion({ override: [completionOf(language, outside)], icons: false }),
        hoverOf(language),
        keymap.of([
          {
            key: 'Mod-s',
            preventDefault: true,
            run: () => {
              options.onSave()
              return true
            },
          },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...completionKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString())
          if (update.docChanged || update.selectionSet) {
            const head = update.state.selection.main.head
            const line = update.state.doc.lineAt(head)
            options.onCursor(line.number - 1, head - line.from)
          }
        }),
        theme,
      ],
    }),
  })
}

/** Replaces the whole text; can be undone. */
export function setText(view: EditorView, text: string): void {
  if (view.state.doc.toString() === text) return
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
}

export function showProblems(view: EditorView, problems: readonly Problem[]): void {
  view.dispatch(
    setDiagnostics(
      view.state,
      problems.map((problem) => diagnostic(view.state.doc, problem)),
    ),
  )
}

export function jumpTo(view: EditorView, { line, column }: Pick<Problem, 'line' | 'column'>): void {
  const at = positionOf(view.state.doc, line, column)
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
  view.focus()
}

function positionOf(doc: Text, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines))
  return Math.min(found.from + Math.max(column - 1, 0), found.to)
}

/** A problem has a beginning only: the word that stands there is underlined, or the line. */
function diagnostic(doc: Text, { line, column, message }: Problem): Diagnostic {
  const at = positionOf(doc, line, column)
  const own = doc.lineAt(at)
  const word = /^[^\s:#,\]}]+/.exec(doc.sliceString(at, own.to))?.[0] ?? ''
  if (word) return { from: at, to: at + word.length, severity: 'error', message }
  const start = own.from + (own.text.length - own.text.trimStart().length)
  return { from: Math.min(start, own.to), to: own.to, severity: 'error', message }
}
