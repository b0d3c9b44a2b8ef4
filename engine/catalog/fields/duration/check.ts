import { durationMs, isDuration } from '#engine/flow/duration.ts'
import { isAbsent, refused, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

function limitOf(option: unknown): string | undefined {
  return typeof option === 'string' && isDuration(option.trim()) ? option.trim() : undefined
}

const check: FieldCheck = {
  duration: true,
  look: () => ({ group: true }),
  read(raw, { options }) {
    if (isAbsent(raw)) return { value: undefined }
    const text = typeof raw === 'string' ? raw.trim().toUpperCase() : ''
    if (text.length > 100 || !isDuration(text)) return wrongType('DURATION')
    const length = durationMs(text)
    if (!Number.isFinite(length)) return wrongType('DURATION')
    const min = limitOf(options.min)
    const max = limitOf(options.max)
    if (min !== undefined && length < durationMs(min)) return refused('min-duration', { limit: min })
    if (max !== undefined && length > durationMs(max)) return refused('max-duration', { limit: max })
    return { value: text }
  },
}

export default check
