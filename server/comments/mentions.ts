import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import type { FoundRequest } from '#server/requests/find-request.ts'
import { readersAmong } from './people.ts'

/**
 * Those whom a text names, of those whom its writer picked.
 * @throws AppError `invalid` for somebody who may not see the request: they are added first, or not named
 */
export async function demandReaders(
  tx: Tx,
  request: FoundRequest,
  { text, ids }: { text: string; ids: readonly string[] },
): Promise<{ id: string; name: string }[]> {
  const readers = await readersAmong(tx, request, ids)
  if (ids.some((id) => !readers.some((reader) => reader.id === id)))
    throw new AppError('invalid', 'A person whom you mention may not see this request. Add them first.', {
      details: [{ path: 'mentions', message: 'may not see this request' }],
    })
  return readers.filter(({ name }) => text.includes(`@${name}`))
}
