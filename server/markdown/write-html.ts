import { escapeHtml } from './escape-html.ts'

/** What is read of a sanitised tree: elements and texts. */
export interface HtmlNode {
  type: string
  tagName?: string
  value?: string
  properties?: Record<string, unknown>
  children?: readonly HtmlNode[]
}

const empty = new Set(['br', 'hr', 'img', 'input'])
const names: Record<string, string> = { className: 'class', htmlFor: 'for' }

/** Writes a sanitised tree as HTML; links leave the product in a new tab and tell nothing of where they come from. */
export function writeHtml(node: HtmlNode): string {
  if (node.type === 'text') return escapeHtml(node.value ?? '')
  const inner = (node.children ?? []).map(writeHtml).join('')
  const { tagName } = node
  if (node.type !== 'element' || tagName === undefined) return inner
  const outward = tagName === 'a' ? { target: '_blank', rel: 'noopener noreferrer nofollow' } : {}
  const attributes = Object.entries({ ...node.properties, ...outward }).map(([name, value]) =>
    attribute(name, value),
  )
  const open = `<${tagName}${attributes.join('')}>`
  return empty.has(tagName) ? open : `${open}${inner}</${tagName}>`
}

function attribute(property: string, value: unknown): string {
  if (value === false || value === undefined || value === null) return ''
  const name = names[property] ?? property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  if (value === true) return ` ${name}`
  return ` ${name}="${escapeHtml(Array.isArray(value) ? value.join(' ') : String(value))}"`
}
