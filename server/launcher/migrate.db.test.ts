import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { migrate } from './migrate.ts'

const url = process.env.DATABASE_URL ?? ''
const folder = path.resolve('prisma/migrations')

it('finds nothing to do in a database that has every migration, also with two starters at once', async () => {
  expect(await Promise.all([migrate(url, folder), migrate(url, folder)])).toEqual([[], []])
})

it('refuses to go on when an applied migration was edited', async () => {
  const copy = await mkdtemp(path.join(tmpdir(), 'migrations-'))
  await cp(folder, copy, { recursive: true })
  const { readdirSync } = await import('node:fs')
  const first = readdirSync(copy).find((name) => !name.endsWith('.toml')) ?? ''
  await writeFile(path.join(copy, first, 'migration.sql'), 'SELECT 1')
  await expect(migrate(url, copy)).rejects.toThrow(/edited after it had been applied/)
  await rm(copy, { recursive: true })
})
