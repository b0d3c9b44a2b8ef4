import { NextIntlClientProvider } from 'next-intl'
import type { ComponentType } from 'react'
import { prerender } from 'react-dom/static'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { BlockPageProvider, type BlockFaceProps, type BlockPage } from '#components/ui/block-page.tsx'
import type { BlockData } from '#engine/flow/app-page.ts'
import type { Block } from '#engine/flow/app.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { blocks as loaders } from '#generated/catalog/blocks.ts'
import { blockExamples } from '#generated/catalog/examples.ts'
import messages from '../../messages/en.json'

const faces: Readonly<Record<string, () => Promise<{ default: ComponentType<BlockFaceProps<BlockData>> }>>> =
  loaders

const form = { fields: 'the fields', button: () => 'the button' }
const page: BlockPage = {
  create: form,
  resume: form,
  cancel: () => Promise.resolve(),
  refresh: () => undefined,
  isPreview: false,
  values: (shown) => shown.map(({ label, display }) => `${label}: ${display}`).join(),
  parts: { tracker: 'the tracker', approvals: 'the decisions', comments: 'the talk', requests: 'the past' },
}

const data: BlockData = {
  values: [{ label: 'Amount', value: 5, display: '5' }],
  lines: [{ at: '2026-11-27T12:00:00Z', level: 'INFO', message: 'One line' }],
  rows: [
    { month: 'May', count: 3 },
    { month: 'June', count: 5 },
  ],
  columns: [{ id: 'month', label: 'Month' }],
  total: 40,
  href: '/api/v1/a-file',
  failure: { message: 'It stopped.', stage: 'Order', trace: { taskId: 'order', lines: ['no answer'] } },
}

async function drawn(block: Pick<Block, 'type' | 'properties'>, more: Partial<BlockFaceProps<BlockData>>) {
  const faults: string[] = []
  const Face = (await faces[block.type]?.())?.default
  if (!Face) throw new Error(`${block.type} has no face`)
  const { prelude } = await prerender(
    <NextIntlClientProvider
      locale="en-GB"
      timeZone="UTC"
      messages={messages}
      onError={({ message }) => faults.push(message)}
    >
      <BlockPageProvider page={page}>
        <Face id="0" properties={block.properties} {...more} />
      </BlockPageProvider>
    </NextIntlClientProvider>,
  )
  const html = await new Response(prelude).text()
  expect(faults).toEqual([])
  return html.replaceAll('<!-- -->', '')
}

/** What says nothing by itself, or needs a browser around it. */
const silent = new Set(['auto-refresh', 'redirect-to', 'button'])

test.each(Object.keys(blockExamples).filter((type) => !silent.has(type)))(
  '%s draws its example',
  async (type) => {
    const properties = parse(blockExamples[type] ?? '') as JsonObject
    const parts = [
      { label: 'One', width: 2, content: 'first part' },
      { label: 'Two', content: 'second part' },
    ]
    const html = await drawn({ type, properties }, { data, parts })
    expect(html).not.toBe('')
  },
)

test('a chart stands in a table too, and a table tells what it leaves out', async () => {
  const chart = await drawn(
    { type: 'chart', properties: { chart: 'pie', x: 'month', y: 'count', title: 'By month' } },
    { data },
  )
  expect(chart).toContain('<figcaption class="font-medium">By month</figcaption>')
  expect(chart).toContain('<td class="h-10 px-3 py-2 align-middle">June</td>')
  expect(await drawn({ type: 'table', properties: {} }, { data })).toContain('2 of 40 rows are shown.')
})

test('a picture of another site is a link, one of ours is shown', async () => {
  const foreign = { type: 'image', properties: { url: 'https://other.example/x.png', alt: 'A desk' } }
  const html = await drawn(foreign, {})
  expect(html).not.toContain('<img')
  expect(html).toContain('A desk (picture at other.example)')
  expect(await drawn({ type: 'image', properties: { alt: 'A desk' } }, { data })).toContain(
    'src="/api/v1/a-file"',
  )
})

test('what one may not do has no button', async () => {
  const html = await drawn({ type: 'cancel-button', properties: {} }, {})
  expect(html).toContain('Cancel')
  delete page.cancel
  expect(await drawn({ type: 'cancel-button', properties: {} }, {})).toBe('')
})
