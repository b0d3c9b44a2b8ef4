import type { SecretTag } from '#server/secrets/view.ts'

const most = 50
const longest = { key: 100, value: 500 }

/** Tags as one writes them: `env: prod`, one a line. */
export function textOfTags(tags: readonly SecretTag[]): string {
  return tags.map(({ key, value }) => (value === '' ? key : `${key}: ${value}`)).join('\n')
}

/** What was written; undefined where it cannot be read. */
export function tagsOfText(text: string): SecretTag[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const tags = lines.map((line) => {
    const colon = line.indexOf(':')
    if (colon < 0) return { key: line.trim(), value: '' }
    return { key: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }
  })
  const fits = tags.every(
    ({ key, value }) => key !== '' && key.length <= longest.key && value.length <= longest.value,
  )
  return fits && tags.length <= most ? tags : undefined
}
