import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'

// Runs before each test file with a database: the settings point at a clone of its own, so the product's modules work as they do in production.
const { postgresUrl, template, temporalAddress } = inject('services')
const name = `test_${randomBytes(6).toString('hex')}`
const home = mkdtempSync(path.join(tmpdir(), 'formwork-test-'))
const url = new URL(postgresUrl)
url.pathname = `/${name}`

const admin = new pg.Client({ connectionString: postgresUrl })
await admin.connect()
// Two clones of one template at the same time are refused by Postgres while either copies.
await admin.query('SELECT pg_advisory_lock(7002)')
await admin.query(`CREATE DATABASE "${name}" TEMPLATE "${template}" STRATEGY FILE_COPY`)
await admin.query('SELECT pg_advisory_unlock(7002)')

Object.assign(process.env, {
  NODE_ENV: 'test',
  DATABASE_URL: url.toString(),
  TEMPORAL_ADDRESS: temporalAddress,
  FORMWORK_TASK_QUEUE: name,
  FORMWORK_HOME: home,
  FORMWORK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  LOG_LEVEL: 'silent',
})

afterAll(async () => {
  const { disconnect } = await import('#server/db.ts')
  await disconnect()
  await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  await admin.end()
  rmSync(home, { recursive: true, force: true })
})
