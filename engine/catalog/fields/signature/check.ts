import { isAbsent, refused, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck, ReadResult } from '#engine/flow/inputs/types.ts'

const longestName = 200
/** Characters of a drawing, as the path of an SVG of 300 by 100: some thirty strokes. */
const longestDrawing = 20_000

const check: FieldCheck = {
  signature: true,
  read(raw, { options }): ReadResult {
    if (isAbsent(raw)) return { value: undefined }
    const sent = typeof raw === 'object' && raw !== null && 'name' in raw ? raw : { name: raw }
    if (typeof sent.name !== 'string') return wrongType('SIGNATURE')
    const name = sent.name.trim()
    const drawing = 'drawing' in sent && options.drawing === true ? sent.drawing : undefined
    // a drawing alone signs nothing, and is not let go of in silence
    if (name === '') return isAbsent(drawing) ? { value: undefined } : refused('required')
    if (name.length > longestName) return refused('max-length', { limit: longestName })
    if (isAbsent(drawing)) return { value: { name } }
    const isPath = typeof drawing === 'string' && /^M[ML0-9 .]*$/.test(drawing)
    return isPath && drawing.length <= longestDrawing ? { value: { name, drawing } } : wrongType('SIGNATURE')
  },
}

export default check
