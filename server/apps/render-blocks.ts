import type { Block } from '#engine/flow/app.ts'
import type { BlockPartView, BlockView } from '#engine/flow/app-page.ts'
import { coerceRendered, readRendered } from '#engine/flow/dynamic.ts'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { Json, JsonObject, LocalText } from '#engine/flow/flow.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'
import { isTrueText } from '#engine/flow/truth.ts'
import { blockSpecs } from '#generated/catalog/specs.ts'
import { localText } from '#engine/flow/local-text.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import type { PageScope } from './template-scope.ts'

/** All templates of a page together. Milliseconds. */
const longestMs = 10_000
/** Of one block's texts, once rendered. Characters. */
const largest = 200_000

export interface RenderingOf {
  scope: PageScope
  language: string
  /** Whether the reader may edit the app, and is told why a part is missing. */
  isEditor: boolean
}

/** The blocks as one reader sees them, without their data: hidden ones are left out, in each text is one language. */
export async function renderBlocks(blocks: readonly Block[], how: RenderingOf): Promise<BlockView[]> {
  return renderList(blocks, { ...how, until: Date.now() + longestMs }, '')
}

type Context = RenderingOf & { until: number }

async function renderList(blocks: readonly Block[], how: Context, prefix: string): Promise<BlockView[]> {
  const views: BlockView[] = []
  for (const [index, block] of blocks.entries()) {
    const view = await renderBlock(block, how, `${prefix}${index}`)
    if (view) views.push(view)
  }
  return views
}

async function renderBlock(block: Block, how: Context, id: string): Promise<BlockView | undefined> {
  const spec = blockSpecs[block.type]
  if (!spec) return undefined
  try {
    if (Date.now() > how.until) throw new Error('The texts of this page took too long.')
    if (block.if !== undefined && !isTrueText(String(await rendered(block.if, how)))) return undefined
    const properties = await propertiesOf(block, spec, how)
    const parts = block.parts ? await partsOf(block, how, id) : undefined
    return { id, type: block.type, properties, ...(parts ? { parts } : {}) }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const why = how.scope.mask.text(error.message)
    return { id, type: block.type, properties: {}, problem: how.isEditor ? { why } : {} }
  }
}

async function partsOf({ parts = [] }: Block, how: Context, id: string): Promise<BlockPartView[]> {
  const views: BlockPartView[] = []
  for (const [index, { label, width, blocks }] of parts.entries()) {
    const text = label === undefined ? undefined : await rendered(inLanguage(label, how.language), how)
    views.push({
      ...(typeof text === 'string' ? { label: text } : {}),
      ...(width === undefined ? {} : { width }),
      blocks: await renderList(blocks, how, `${id}.${index}.`),
    })
  }
  return views
}

async function propertiesOf(block: Block, spec: BlockSpec, how: Context): Promise<JsonObject> {
  const one = spec.texts.reduce<JsonObject>(
    (properties, path) => withText(properties, path.split('.'), how.language),
    block.properties,
  )
  const made = await rendered(one, how)
  if (JSON.stringify(made).length > largest) throw new Error('This part is too large to be shown.')
  const coerced = coerceRendered(spec.properties, one, made as JsonObject)
  const read = JSON.parse(JSON.stringify(readRendered(spec.properties, coerced))) as JsonObject
  for (const name of spec.markdown) {
    const text = read[name]
    if (typeof text === 'string') read[name] = markdownToHtml(text)
  }
  return read
}

async function rendered(value: Json, { scope: { scope, functions, mask } }: Context): Promise<Json> {
  return holdsAny(value) ? mask.json(await renderAsync(value, scope, functions)) : value
}

function holdsAny(value: Json): boolean {
  if (typeof value === 'string') return value.includes('{{') || value.includes('{%')
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(holdsAny)
}

/** The properties with the texts of one language at a path; on the way lists are gone through. */
function withText(value: JsonObject, [name = '', ...rest]: string[], language: string): JsonObject {
  const inner = value[name]
  if (inner === undefined || inner === null) return value
  return { ...value, [name]: textIn(inner, rest, language) }
}

function textIn(value: Json, rest: string[], language: string): Json {
  if (Array.isArray(value)) return value.map((item) => textIn(item, rest, language))
  if (rest.length === 0) return inLanguage(value as LocalText, language)
  return typeof value === 'object' && value !== null ? withText(value, rest, language) : value
}

function inLanguage(text: LocalText, language: string): string {
  return localText(text, language) ?? ''
}
