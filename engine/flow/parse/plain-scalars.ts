import { CST, isScalar, Schema } from 'yaml'
import { isExact, type Scalar } from './tree.ts'

/** Thrown where only the whole parser can tell what a source means. */
export class Unclear extends Error {}

const mayBeNoText = /^[-+.\d~ntf]/i
const halfCharacter = /\p{Surrogate}/u
const { tags } = new Schema({ schema: 'core' })

/** What a plain text stands for by YAML's core schema. */
export function plainValue(text: string): Scalar['value'] {
  if (!mayBeNoText.test(text)) return text
  for (const tag of tags) {
    if (tag.collection !== undefined || tag.default !== true || !tag.test?.test(text)) continue
    const read = tag.resolve(text, refuse, {})
    const value: unknown = isScalar(read) ? read.value : read
    if (value === null || typeof value === 'boolean') return value
    if (typeof value === 'number' && isExact(value, text)) return value
    throw new Unclear()
  }
  return text
}

/** The text of a scalar with escapes or folded lines. */
export function resolved(token: CST.FlowScalar | CST.BlockScalar): string {
  const value = CST.resolveAsScalar(token, true, refuse)?.value
  if (value === undefined || halfCharacter.test(value)) throw new Unclear()
  return value
}

function refuse(): never {
  throw new Unclear()
}
