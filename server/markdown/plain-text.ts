import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { readable } from './readable.ts'

const parser = unified().use(remarkParse).freeze()

/** Longer texts are not read to the end for a line on a card. */
const longest = 5_000

interface Node {
  type: string
  value?: string
  alt?: string | null
  children?: Node[]
}

/** The first paragraph of a Markdown text without its marks: what a card has room for. Raw HTML is dropped. */
export function plainText(source: string): string {
  const { children } = parser.parse(readable(source, longest)) as Node
  const first = children?.find(({ type }) => type === 'paragraph') ?? children?.find((node) => textOf(node))
  return first ? textOf(first).replace(/\s+/g, ' ').trim() : ''
}

function textOf({ type, value, alt, children = [] }: Node): string {
  if (type === 'html') return ''
  if (type === 'break') return ' '
  return value ?? alt ?? children.map(textOf).join(type === 'list' ? ' ' : '')
}
