import { get } from '#components/live/api.ts'
import type { CalendarName, Outside } from '#components/yaml-editor/completion.ts'

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

let calendars: Promise<CalendarName[]> | undefined

async function askCalendars(): Promise<CalendarName[]> {
  const all = await get<CalendarName[]>('/calendars')
  return all.map(({ slug, name }) => ({ slug, name }))
}

/** What the editor's suggestions ask of the world outside the text. Who may not read it writes without. */
export const editorOutside: Outside = {
  calendars: () => (calendars ??= askCalendars().catch(() => [])),
  keysOf: (namespace: string) => {
    const asked = known.get(namespace) ?? askKeys(namespace).catch(() => [])
    known.set(namespace, asked)
    return asked
  },
}
