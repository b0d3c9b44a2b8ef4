import { encoderOf } from '#engine/catalog/charset.ts'
import type { TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import { jsonText } from '#engine/catalog/json-text.ts'
import { rowsIn } from '#engine/catalog/rows.ts'

interface Properties {
  from: string
  charset: string
  newLine: boolean
}

const toJson: TaskActivity<Properties> = async (properties, host) => {
  const count = { rows: 0 }
  const { newLine } = properties
  const name = newLine ? 'rows.jsonl' : 'rows.json'
  const texts = rows(properties, host, count)
  const { uri } = await host.files.put(
    name,
    encoded(newLine ? ended(texts) : listed(texts), properties.charset),
  )
  host.metric({ name: 'records', type: 'counter', value: count.rows })
  return { state: 'SUCCESS', outputs: { uri, size: count.rows } }
}

/** Each row as JSON; what is JSON already stays as it is written. */
async function* rows({ from }: Properties, host: TaskHost, count: { rows: number }): AsyncIterable<string> {
  for await (const { text, value } of rowsIn(await host.files.open(from))) {
    count.rows++
    yield isJson(text) ? text : jsonText(value)
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

async function* ended(texts: AsyncIterable<string>): AsyncIterable<string> {
  for await (const text of texts) yield `${text}\n`
}

/** One row alone is no list. */
async function* listed(texts: AsyncIterable<string>): AsyncIterable<string> {
  let count = 0
  let first = ''
  for await (const text of texts) {
    if (++count === 1) first = text
    else if (count === 2) yield `[${first},${text}`
    else yield `,${text}`
  }
  yield count === 0 ? '[]' : count === 1 ? first : ']'
}

async function* encoded(texts: AsyncIterable<string>, charset: string): AsyncIterable<Uint8Array> {
  const encode = encoderOf(charset)
  for await (const text of texts) yield encode(text)
}

export default toJson
