// Authors a migration: compares prisma/migrations with prisma/schema and writes the SQL of what is new.
// Usage: DATABASE_URL=postgresql://… node scripts/migration.mjs NAME   (the database is only used for a scratch copy)
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import * as adapters from '@prisma/driver-adapter-utils'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'

// Types of the catalog that the adapter refuses; text does as well here.
const asText = { 18: 25, 19: 25, 22: 25, 24: 25, 30: 25, 1002: 1009, 1003: 1009, 2205: 25, 2206: 25, 194: 25 }
// Columns of the one-byte type, by name: the engine wants these as characters, not as text.
const characters = new Set()
const migrations = path.resolve('prisma/migrations')
const schemaFolder = path.resolve('prisma/schema')

function readable(client) {
  if (client.readable) return client
  client.readable = true
  const query = client.query.bind(client)
  client.query = (...args) => {
    const answer = query(...args)
    return typeof answer?.then !== 'function' ? answer : answer.then(retype)
  }
  return client
}

function retype(result) {
  for (const one of [result].flat())
    for (const field of one.fields ?? []) {
      if (field.dataTypeID === 18) characters.add(field.name)
      field.dataTypeID = asText[field.dataTypeID] ?? field.dataTypeID
    }
  return result
}

class MigrationPool extends pg.Pool {
  connect(callback) {
    return callback ? super.connect(callback) : super.connect().then(readable)
  }
  async query(...args) {
    const client = await this.connect()
    try {
      return await client.query(...args)
    } finally {
      client.release()
    }
  }
}

class MigrationAdapter extends PrismaPg {
  constructor(url) {
    const pool = new MigrationPool({ connectionString: url, max: 4 })
    super(pool, { disposeExternalPool: true })
    this.url = url
    this.scratch = pool
  }
  async connect() {
    const adapter = await super.connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const answer = await queryRaw(query)
      const columnTypes = answer.columnTypes.map((type, i) =>
        characters.has(answer.columnNames[i]) ? adapters.ColumnTypeEnum.Character : type,
      )
      return { ...answer, columnTypes }
    }
    adapter.executeScript = async (sql) => void (await this.scratch.query(sql))
    return adapter
  }
  async connectToShadowDb() {
    const name = `formwork_shadow_${crypto.randomUUID().replaceAll('-', '')}`
    await this.scratch.query(`CREATE DATABASE "${name}"`)
    const url = new URL(this.url)
    url.pathname = `/${name}`
    const shadow = new MigrationAdapter(url.toString())
    const adapter = await shadow.connect()
    adapter.dispose = async () => {
      await shadow.scratch.end()
      await this.scratch.query(`DROP DATABASE "${name}" WITH (FORCE)`)
    }
    return adapter
  }
}

async function loadEngine() {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const glue = await import(path.join(folder, 'schema_engine_bg.js'))
  const module = new WebAssembly.Module(fs.readFileSync(path.join(folder, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue
}

function applied() {
  const lock = path.join(migrations, 'migration_lock.toml')
  const names = fs.existsSync(migrations)
    ? fs.readdirSync(migrations, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : []
  return {
    baseDir: migrations,
    lockfile: {
      path: 'migration_lock.toml',
      content: fs.existsSync(lock) ? fs.readFileSync(lock, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: names
      .map(({ name }) => name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok',
            value: fs.readFileSync(path.join(migrations, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
  }
}

global.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) }
const [name] = process.argv.slice(2)
const url = process.env.DATABASE_URL
if (!name || !url) {
  console.error('Usage: DATABASE_URL=postgresql://… node scripts/migration.mjs NAME')
  process.exit(1)
}
const files = fs.readdirSync(schemaFolder).map((file) => ({
  path: path.join(schemaFolder, file),
  content: fs.readFileSync(path.join(schemaFolder, file), 'utf8'),
}))
const engine = await loadEngine()
const adapter = adapters.bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(url))
const schemaEngine = await engine.SchemaEngine.new(
  { datamodels: files.map((file) => [file.path, file.content]) },
  () => {},
  adapter,
)
const changes = await schemaEngine
  .diff({
    from: { tag: 'migrations', ...applied() },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  .catch((error) => {
    throw adapter.errorRegistry.consumeError(0) ?? error
  })
if (changes.stdout && !changes.stdout.includes('This is an empty migration')) {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = path.join(migrations, `${stamp}_${name}`)
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'migration.sql'), changes.stdout)
  console.log(`Wrote ${path.relative('.', folder)}/migration.sql`)
} else console.log('The schema has not changed.')
process.exit(0)
