import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { accessSync, constants, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { inherit, launcherEnv, type LauncherEnv } from './env.ts'
import { demoSettings } from './launcher/demo.ts'
import { keysFor } from './launcher/keys.ts'
import { Leftovers } from './launcher/leftovers.ts'
import { migrate } from './launcher/migrate.ts'
import { Part, type PartSpec } from './launcher/part.ts'
import { canListen } from './launcher/ports.ts'
import { ensureDatabase, postgresAnswers, preparePostgres, spawnPostgres } from './launcher/postgres.ts'
import { findTemporal, spawnTemporal, temporalPort, temporalServes } from './launcher/temporal-server.ts'

/** The one command: starts every part that no setting replaces, keeps them alive, and ends them in order. */
class Launcher {
  private readonly parts: Part[] = []
  private readonly leftovers: Leftovers
  private stopped: Promise<void> | undefined

  constructor(
    private readonly settings: LauncherEnv,
    private readonly dev: boolean,
  ) {
    this.leftovers = new Leftovers(settings.FORMWORK_HOME)
  }

  async run(): Promise<void> {
    const { HOST, PORT, FORMWORK_HOME: home } = this.settings
    prepareHome(home)
    const other = this.leftovers.running()
    if (other)
      throw new Error(
        `Formwork already runs on ${home} (process ${other}). End it with Ctrl-C there, or set FORMWORK_HOME to another folder.`,
      )
    await this.leftovers.end()
    if (!(await canListen(HOST, PORT)))
      throw new Error(
        `The port ${PORT} of ${HOST} is taken. Set PORT to another, for example PORT=${PORT + 1} npm start.`,
      )
    const [database, temporal] = await Promise.all([this.database(), this.temporal()])
    const made = await migrate(database, path.resolve('prisma/migrations'))
    if (made.length) say(`Brought the database up to date (${made.length})`)
    const keys = keysFor(this.settings)
    const environment = inherit({
      DATABASE_URL: database,
      TEMPORAL_ADDRESS: temporal,
      FORMWORK_HOME: home,
      FORMWORK_SECRET_KEY: keys.current,
      FORMWORK_OLD_SECRET_KEYS: keys.old.join(','),
      HOST,
      PORT: String(PORT),
      NODE_ENV: this.dev ? 'development' : 'production',
    })
    const isOwn = this.settings.DATABASE_URL === undefined
    const signIn = await seed(database, { ...environment, SEED_SHOP: isOwn ? '1' : '' })
    Object.assign(environment, await demoSettings({ database, host: HOST, port: PORT }))
    if (keys.old.length > 0) reencrypt(environment)
    await Promise.all([this.keep(this.worker(environment)), this.keep(this.web(environment))])
    say(
      `\n  Formwork is ready: http://${HOST === '0.0.0.0' ? 'localhost' : HOST.replace('127.0.0.1', 'localhost')}:${PORT}\n${signIn}`,
    )
  }

  /** Ends all parts, the youngest first, so that each can still reach what it needs to drain. */
  stop(): Promise<void> {
    this.stopped ??= (async () => {
      const [first, second, ...later] = [...this.parts].reverse()
      await Promise.all([first?.stop(), second?.stop()])
      await Promise.all(later.map((part) => part.stop()))
      this.leftovers.forget()
    })()
    return this.stopped
  }

  private async database(): Promise<string> {
    const { DATABASE_URL: given, FORMWORK_HOME: home } = this.settings
    if (given) {
      const problem = await connectProblem(given)
      if (problem)
        throw new Error(
          `The database of DATABASE_URL cannot be reached: ${problem}. Check the address and that PostgreSQL runs.`,
        )
      return given
    }
    const place = await preparePostgres(home)
    await this.keep({
      name: 'Postgres',
      spawn: () => spawnPostgres(place),
      healthy: () => postgresAnswers(place),
      stopSignal: 'SIGINT',
      stopMs: 20_000,
    })
    return ensureDatabase(place, 'formwork')
  }

  private async temporal(): Promise<string> {
    const { TEMPORAL_ADDRESS: given, FORMWORK_HOME: home, TEMPORAL_DOWNLOAD_URL: mirror } = this.settings
    if (given) {
      if (!(await temporalServes(given)))
        throw new Error(
          `Temporal does not serve at TEMPORAL_ADDRESS=${given}. Start it, or unset the variable to have one started.`,
        )
      return given
    }
    const program = await findTemporal(home, { say, mirror })
    const port = await temporalPort(home)
    const address = `127.0.0.1:${port}`
    await this.keep({
      name: 'Temporal',
      spawn: () => spawnTemporal(program, { home, port }),
      healthy: () => temporalServes(address),
      stopSignal: 'SIGINT',
      stopMs: 20_000,
    })
    return address
  }

  private worker(environment: NodeJS.ProcessEnv): PartSpec {
    let ready = false
    return {
      name: 'Worker',
      spawn: () => {
        ready = false
        const child = this.node(['--import', 'tsx', 'server/worker.ts'], { environment, log: 'worker.log' })
        child.on('message', (message) => (ready ||= message === 'ready'))
        return child
      },
      healthy: async () => ready,
      stopSignal: 'SIGTERM',
      stopMs: 15_000,
    }
  }

  private web(environment: NodeJS.ProcessEnv): PartSpec {
    const { HOST, PORT } = this.settings
    const next = [
      'node_modules/next/dist/bin/next',
      this.dev ? 'dev' : 'start',
      '-H',
      HOST,
      '-p',
      String(PORT),
    ]
    return {
      name: 'Web',
      spawn: () => this.node(next, { environment, log: 'web.log' }),
      healthy: () => answersOk(`http://${HOST === '0.0.0.0' ? '127.0.0.1' : HOST}:${PORT}/readyz`),
      stopSignal: 'SIGTERM',
      stopMs: 10_000,
    }
  }

  private node(args: string[], how: { environment: NodeJS.ProcessEnv; log: string }): ChildProcess {
    const log = openSync(path.join(this.settings.FORMWORK_HOME, how.log), 'a')
    // a process group of its own: Ctrl-C reaches the launcher alone, which then ends the parts in order
    return spawn(process.execPath, args, {
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...fewArenas, ...how.environment },
    })
  }

  private async keep(spec: PartSpec): Promise<void> {
    const part = new Part(spec, { started: (name, pid) => this.leftovers.remember(name, pid), say })
    this.parts.push(part)
    part.start()
    await part.ready(90).catch((error: Error) => {
      throw new Error(`${error.message.replace('its log', path.join(this.settings.FORMWORK_HOME, '*.log'))}`)
    })
  }
}

/** glibc keeps freed memory in an arena for each thread, and Temporal's and Prisma's native parts have many: 85 MB of 790 when idle. */
const fewArenas = { MALLOC_ARENA_MAX: '2' }

function say(line: string): void {
  console.log(line)
}

function prepareHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true })
    accessSync(home, constants.W_OK)
  } catch {
    throw new Error(`The data folder ${home} cannot be written. Set FORMWORK_HOME to a folder that can.`)
  }
}

async function connectProblem(url: string): Promise<string | undefined> {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
    await client.connect()
    await client.end()
    return undefined
  } catch (error) {
    return (error as Error).message || String((error as NodeJS.ErrnoException).code)
  }
}

/** Fills an empty database; answers the lines that say how to sign in. */
async function seed(database: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  const people = await client.query<{ there: boolean }>('SELECT EXISTS (SELECT 1 FROM "Person") AS there')
  await client.end()
  if (people.rows[0]?.there) return '  Sign in with the account of your first start.\n'
  const seeded = spawnSync(process.execPath, ['--import', 'tsx', 'prisma/seed.ts'], {
    env: environment,
    encoding: 'utf8',
  })
  if (seeded.status !== 0)
    throw new Error(
      `The first content could not be made: ${seeded.stderr.trim().split('\n').slice(-3).join(' ')}`,
    )
  return seeded.stdout
}

/** Stored secrets that an older key encrypted get the new one, before anything reads them. */
function reencrypt(environment: NodeJS.ProcessEnv): void {
  const done = spawnSync(process.execPath, ['--import', 'tsx', 'server/launcher/reencrypt.ts'], {
    env: environment,
    encoding: 'utf8',
  })
  if (done.status !== 0)
    throw new Error(
      `The secrets could not be encrypted with the new key: ${done.stderr.trim().split('\n').slice(-3).join(' ')}`,
    )
  if (done.stdout) say(done.stdout.trim())
}

async function answersOk(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (answer) => answer.ok,
    () => false,
  )
}

async function main(): Promise<void> {
  let launcher: Launcher | undefined
  const end = async (code: number) => {
    await launcher?.stop()
    process.exit(code)
  }
  let interrupted = false
  const interrupt = () => {
    if (!interrupted) say('\nEnding: running work is handed over …')
    interrupted = true
    void end(0)
  }
  // A closed terminal and an impatient person send them more than once: a signal without a listener would end this process alone.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt)
  // Who reads what is said may be gone, with the terminal for example: the parts are ended in order all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  try {
    launcher = new Launcher(launcherEnv(), process.argv.includes('--dev'))
    await launcher.run()
  } catch (error) {
    console.error(`formwork: ${(error as Error).message}`)
    await end(1)
  }
}

void main()
