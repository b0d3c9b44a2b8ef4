import { itemsIn } from '#engine/catalog/batches.ts'
import { decoderOf } from '#engine/catalog/charset.ts'
import type { TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import { rowBytes } from '#engine/catalog/rows.ts'
import { valuesIn } from './values-in.ts'

interface Properties {
  from: string
  charset: string
  newLine: boolean
}

const toIon: TaskActivity<Properties> = async (properties, host) => {
  const count = { rows: 0 }
  const { uri } = await host.files.put('rows.ion', rows(properties, host, count))
  host.metric({ name: 'records', type: 'counter', value: count.rows })
  return { state: 'SUCCESS', outputs: { uri, size: count.rows } }
}

/** JSON is Ion: a row stays as it is written, all digits of its numbers too. */
async function* rows(
  { from, charset, newLine }: Properties,
  host: TaskHost,
  count: { rows: number },
): AsyncIterable<Uint8Array> {
  const content = await host.files.open(from)
  const texts = newLine ? itemsIn(content, '\n', charset) : valuesIn(decoded(content, charset))
  let number = 0
  for await (const text of texts) {
    number++
    const row = text.trim()
    if (newLine && row === '') continue
    demandJson(row, `${newLine ? 'Line' : 'Value'} ${number}`)
    count.rows++
    // a line break can only stand between the parts of a value, never inside a text
    yield rowBytes(row.replace(/[\r\n]+/g, ' '))
  }
}

async function* decoded(content: AsyncIterable<Uint8Array>, charset: string): AsyncIterable<string> {
  const decoder = decoderOf(charset)
  for await (const chunk of content) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

function demandJson(text: string, place: string): void {
  try {
    JSON.parse(text)
  } catch (error) {
    throw new Error(`${place} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

export default toIon
