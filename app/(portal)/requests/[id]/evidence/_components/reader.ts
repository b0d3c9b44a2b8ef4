import { getFormatter } from 'next-intl/server'
import { contentsOf, type Pack } from '#engine/evidence/pack.ts'

/** Writes out what a pack says by ids and instants. */
export interface Reader {
  /** A person's name; the id of whoever is not there any more. */
  who(id: string): string
  /** An instant in UTC, to the second: it stays the same for all readers. */
  when(instant: string): string
}

export async function readerOf(pack: Pack): Promise<Reader> {
  const format = await getFormatter()
  const names = new Map(contentsOf(pack, 'person').map(({ id, name }) => [id, name]))
  return {
    who: (id) => names.get(id) ?? id,
    when: (instant) =>
      format.dateTime(new Date(instant), { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' }),
  }
}
