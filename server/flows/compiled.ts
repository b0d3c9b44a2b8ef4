import type { Flow } from '#engine/flow/flow.ts'
import type { Prisma } from '#server/db.ts'
import { storable } from '#server/runs/storable.ts'

/** The flow of a stored revision. What stands there was made by `parseFlow` and by nothing else. */
export function flowOf(compiled: unknown): Flow {
  return compiled as Flow
}

/** A value of ours as the database takes it; `undefined` entries are left out, and what it cannot store becomes U+FFFD. */
export function stored(value: object): Prisma.InputJsonObject {
  return JSON.parse(storable(value))
}
