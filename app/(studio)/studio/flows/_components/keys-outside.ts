import { get } from '#components/live/api.ts'

/** Keys are asked for once for each visit of a page: suggestions must come at once. */
const known = new Map<string, Promise<string[]>>()

/** Keys of the namespace and of those above it, which its flows read too. */
async function askKeys(namespace: string): Promise<string[]> {
  const parts = namespace.split('.')
  const line = parts.map((_, at) => parts.slice(0, at + 1).join('.'))
  const query = new URLSearchParams({
    size: '200',
    sort: 'key:asc',
    'filters[namespace][IN]': line.join(','),
  })
  const { results } = await get<{ results: { key: string }[] }>(`/kv?${query.toString()}`)
  return [...new Set(results.map(({ key }) => key))]
}

/** What the editor's suggestions ask of the key-value store. */
export const keysOutside = {
  keysOf: (namespace: string) => {
    const asked = known.get(namespace) ?? askKeys(namespace).catch(() => [])
    known.set(namespace, asked)
    return asked
  },
}
