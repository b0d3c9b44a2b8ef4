import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'

const table = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/** The lock that Prisma Migrate takes too: of several starters one migrates and the others wait. */
const lock = 72707369

interface Applied {
  migration_name: string
  checksum: string
  finished_at: Date | null
}

/**
 * Applies what is new in `folder`; keeps Prisma's own table, so that its commands go on working.
 * @returns names of the migrations that were applied now
 * @throws Error where an earlier migration failed half way or an applied one was edited
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock])
    await client.query(table)
    const rows = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    const done = new Map(rows.rows.map((row) => [row.migration_name, row]))
    const applied: string[] = []
    for (const name of await migrationNames(folder)) {
      if (await applyOne(client, { folder, name, before: done.get(name) })) applied.push(name)
    }
    return applied
  } finally {
    await client.end()
  }
}

async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

async function applyOne(
  client: pg.Client,
  step: { folder: string; name: string; before?: Applied },
): Promise<boolean> {
  const { name, before } = step
  const sql = await readFile(path.join(step.folder, name, 'migration.sql'), 'utf8')
  const checksum = createHash('sha256').update(sql).digest('hex')
  if (before) {
    if (!before.finished_at)
      throw new Error(
        `The migration ${name} failed half way. Restore the database from a backup, or mend it by hand.`,
      )
    if (before.checksum !== checksum)
      throw new Error(`The migration ${name} was edited after it had been applied.`)
    return false
  }
  const id = randomUUID()
  await client.query('INSERT INTO _prisma_migrations(id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ])
  await client.query(sql).catch(async (error: unknown) => {
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(error)])
    throw error
  })
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
    [id],
  )
  return true
}
