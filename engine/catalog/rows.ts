import { Failure } from '#engine/flow/expressions/error.ts'
import { Meter } from '#engine/flow/expressions/meter.ts'
import { readIon } from '#engine/flow/expressions/read-ion.ts'
import { itemsIn } from './batches.ts'

/** A row of a file of rows: its text as it stands there, and its value. */
export interface Row {
  text: string
  value: unknown
}

/** Whole numbers from here on lose digits as JSON's numbers; Ion's keep them. */
const longNumber = /\d{16}/

/**
 * The rows of an `.ion` file: a line each, JSON or Ion text. Lines of white space are no rows.
 * @throws Error with the number of the line that is neither
 */
export async function* rowsIn(content: AsyncIterable<Uint8Array>): AsyncIterable<Row> {
  let number = 0
  for await (const item of itemsIn(content, '\n')) {
    number++
    const text = item.trim()
    if (text !== '') yield { text, value: valueOf(text, number) }
  }
}

function valueOf(text: string, number: number): unknown {
  if (!longNumber.test(text)) {
    try {
      return JSON.parse(text)
    } catch {
      // no JSON: Ion then
    }
  }
  try {
    return readIon(text, new Meter())
  } catch (error) {
    if (error instanceof Failure) throw new Error(`Line ${number}: ${error.message}`)
    throw error
  }
}

/** A row as it stands in a file. */
export function rowBytes(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\n`)
}
