import { db } from '#server/db.ts'
import { temporalReachable } from '#server/temporal.ts'

export interface Readiness {
  ready: boolean
  database: boolean
  temporal: boolean
}

/** Whether this process can serve: it reaches the database and Temporal. */
export async function readiness(): Promise<Readiness> {
  const [database, temporal] = await Promise.all([
    db.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    ),
    temporalReachable(),
  ])
  return { ready: database && temporal, database, temporal }
}
