import { hoverTooltip, type EditorView, type Tooltip } from '@codemirror/view'
import { namesIn } from './names-in.ts'
import { placeAt, templateBefore } from './place.ts'
import { meaningOf } from './template-words.ts'
import { typeNamed, wordsAt, type EditorLanguage } from './words-at.ts'

/** What is said about a word. */
interface Docs {
  title: string
  text: string
  /** Values that it may have. */
  values?: readonly string[]
}

/** What the word at a column means: a property, a type, a name in a template. Line and column from 0. */
export function docsAt(
  language: EditorLanguage,
  lines: readonly string[],
  at: { line: number; from: number; to: number },
): Docs | undefined {
  const line = lines[at.line] ?? ''
  const word = line.slice(at.from, at.to)
  const before = line.slice(0, at.from)
  const template = templateBefore([...lines.slice(0, at.line), before])
  if (template !== undefined) {
    const found = meaningOf({ language, names: namesIn(lines), line: at.line }, template, word)
    return found?.description ? { title: found.name, text: found.description } : undefined
  }
  const place = placeAt(lines, at.line, at.to)
  const words = wordsAt(language, place)
  if (place.key === 'type') {
    const type = typeNamed(words.types, place.text)
    return type && { title: type.title, text: type.description }
  }
  if (place.key !== undefined) return undefined
  const property = words.properties.find(({ name }) => name === word)
  return property && { title: property.name, text: property.description, values: property.values }
}

/** Help where the mouse rests. The same stands in the docs pane, which the keyboard reaches. */
export function hoverOf(language: EditorLanguage) {
  return hoverTooltip((view, pos): Tooltip | null => {
    const line = view.state.doc.lineAt(pos)
    const bounds = wordBounds(line.text, pos - line.from)
    if (!bounds) return null
    const lines = view.state.doc.toString().split('\n')
    const docs = docsAt(language, lines, { line: line.number - 1, ...bounds })
    if (!docs) return null
    return {
      pos: line.from + bounds.from,
      end: line.from + bounds.to,
      above: true,
      create: () => ({ dom: drawn(view, docs) }),
    }
  })
}

/** A long name of a type is one word; in a template each step of a path is. */
function wordBounds(text: string, column: number): { from: number; to: number } | undefined {
  const pattern = /^\s*(-\s+)*type:/.test(text) ? /[\w.-]+/g : /[A-Za-z_][\w-]*/g
  for (const match of text.matchAll(pattern)) {
    const [from, to] = [match.index, match.index + match[0].length]
    if (from <= column && column <= to) return { from, to }
  }
  return undefined
}

function drawn(view: EditorView, { title, text, values = [] }: Docs): HTMLElement {
  const document = view.dom.ownerDocument
  const box = document.createElement('div')
  box.className = 'cm-docs'
  const add = (tag: string, content: string) => {
    if (content === '') return
    const part = document.createElement(tag)
    part.textContent = content
    box.append(part)
  }
  add('strong', title)
  add('p', text.replaceAll('`', ''))
  add('code', values.join(' · '))
  return box
}
