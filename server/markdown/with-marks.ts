import type { HtmlNode } from './write-html.ts'

/** A copy of a tree in which these texts stand in elements of their own; code and links stay as they are. */
export function withMarks(node: HtmlNode, marks: readonly string[]): HtmlNode {
  // the longest first: "@Ana Ruiz" is no mention of "@Ana"
  const ordered = [...new Set(marks)].filter((mark) => mark !== '').sort((a, b) => b.length - a.length)
  return ordered.length === 0 ? node : marked(node, ordered)
}

const untouched = new Set(['a', 'code', 'pre'])

function marked(node: HtmlNode, marks: readonly string[]): HtmlNode {
  if (!node.children || untouched.has(node.tagName ?? '')) return node
  return {
    ...node,
    children: node.children.flatMap((child) =>
      child.type === 'text' ? pieces(child.value ?? '', marks) : [marked(child, marks)],
    ),
  }
}

function pieces(text: string, marks: readonly string[]): HtmlNode[] {
  const [mark, ...others] = marks
  if (mark === undefined) return text === '' ? [] : [{ type: 'text', value: text }]
  return text.split(mark).flatMap((part, index) => {
    const before = index === 0 ? [] : [element(mark)]
    return [...before, ...pieces(part, others)]
  })
}

function element(mark: string): HtmlNode {
  return { type: 'element', tagName: 'strong', children: [{ type: 'text', value: mark }] }
}
