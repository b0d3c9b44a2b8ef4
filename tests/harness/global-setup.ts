import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '#server/launcher/migrate.ts'
import { servicesForTests } from './services.ts'

/** One Postgres and one Temporal for the run; a template database that each test file clones. */
export default async function setup(project: {
  provide(key: 'services', value: ServicesForTests): void
}): Promise<() => Promise<void>> {
  const services = await servicesForTests()
  const template = await makeTemplate(services.postgresUrl)
  project.provide('services', {
    postgresUrl: services.postgresUrl,
    template,
    temporalAddress: services.temporalAddress,
  })
  return services.stop
}

export interface ServicesForTests {
  /** Of the server's `postgres` database. */
  postgresUrl: string
  template: string
  temporalAddress: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    services: ServicesForTests
  }
}

/** The template is named by what the migrations say, so that a later run finds it made. */
async function makeTemplate(postgresUrl: string): Promise<string> {
  const folder = path.resolve('prisma/migrations')
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort())
    if (!name.endsWith('.toml')) hash.update(readFileSync(path.join(folder, name, 'migration.sql')))
  const template = `template_${hash.digest('hex').slice(0, 12)}`
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(7001)')
    const there = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
    if (there.rowCount) return template
    await client.query(`DROP DATABASE IF EXISTS "${template}_new" WITH (FORCE)`)
    await client.query(`CREATE DATABASE "${template}_new"`)
    await migrate(databaseUrl(postgresUrl, `${template}_new`), folder)
    await client.query(`ALTER DATABASE "${template}_new" RENAME TO "${template}"`)
    return template
  } finally {
    await client.end()
  }
}

function databaseUrl(postgresUrl: string, database: string): string {
  const url = new URL(postgresUrl)
  url.pathname = `/${database}`
  return url.toString()
}
