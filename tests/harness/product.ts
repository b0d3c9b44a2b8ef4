import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '#server/launcher/ports.ts'
import { findTemporal } from '#server/launcher/temporal-server.ts'
import { until } from './until.ts'

/** The whole product, started by its own launcher on an empty data folder. */
export interface Product {
  url: string
  home: string
  adminEmail: string
  adminPassword: string
  /** Of every demo person. */
  demoPassword: string
  launcher: ChildProcess
  /** All that the launcher has printed. */
  said(): string
  /** `keep`: its data stay where they are, for another start. */
  stop(how?: { keep: boolean }): Promise<void>
}

/** Starts the built product and waits until it says that it is ready. `kept`: the data folder of one that was stopped. */
export async function startProduct(more: Record<string, string> = {}, kept?: string): Promise<Product> {
  const home = kept ?? mkdtempSync(path.join(tmpdir(), 'formwork-product-'))
  if (!kept) await shareTemporal(home)
  const port = await freePort()
  const adminPassword = 'correct horse battery'
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: '',
    TEMPORAL_ADDRESS: '',
    PORT: String(port),
    FORMWORK_HOME: home,
    FORMWORK_ADMIN_PASSWORD: adminPassword,
    ...more,
  }
  const { launcher, said } = launch(environment)
  const started = until(
    () => said().includes('ready') || launcher.exitCode !== null,
    'the product is ready',
    240,
  )
  await started.catch((error: unknown) => {
    launcher.kill('SIGINT')
    throw error
  })
  if (launcher.exitCode !== null) throw new Error(`The product did not start:\n${said()}`)
  const demoPassword = /password of the demo people:? +(\S+)/i.exec(said())?.[1] ?? ''
  const stop = async ({ keep } = { keep: false }) => {
    launcher.kill('SIGINT')
    await until(() => launcher.exitCode !== null, 'the launcher ends', 60)
    if (!keep) rmSync(home, { recursive: true, force: true })
  }
  return {
    url: `http://localhost:${port}`,
    home,
    adminEmail: 'admin@formwork.example',
    adminPassword,
    demoPassword,
    launcher,
    said,
    stop,
  }
}

/** The checkout's own program is taken: to get it once more, by download or by Go, takes minutes. */
async function shareTemporal(home: string): Promise<void> {
  const program = await findTemporal(path.resolve('.formwork'), { say: console.log })
  if (!path.isAbsolute(program)) return
  mkdirSync(path.join(home, 'bin'))
  symlinkSync(program, path.join(home, 'bin', path.basename(program)))
}

function launch(environment: NodeJS.ProcessEnv): { launcher: ChildProcess; said: () => string } {
  const launcher = spawn(process.execPath, ['--import', 'tsx', 'server/launcher.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { launcher, said: () => text }
}

/** Process ids of the parts, by name: `Postgres`, `Temporal`, `Worker`, `Web`. */
export function partsOf(home: string): Record<string, number> {
  const parts = JSON.parse(readFileSync(path.join(home, 'processes.json'), 'utf8')) as {
    name: string
    pid: number
  }[]
  return Object.fromEntries(parts.map(({ name, pid }) => [name, pid]))
}
