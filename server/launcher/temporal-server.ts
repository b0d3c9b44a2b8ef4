import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, openSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Connection } from '@temporalio/client'
import { inherit } from '#server/env.ts'
import { freePort } from './ports.ts'

const release = '1.5.1'

const threeWays = `Three ways to have one:
  1. set TEMPORAL_ADDRESS to a running Temporal server (host:port),
  2. install the Temporal CLI, so that "temporal" is on the PATH,
  3. install Go 1.25 or later: it is then built here, once, in some three minutes.`

/** Where the program itself can be had, and the checksum that it must have. */
export interface Mirror {
  url: string
  /** Hexadecimal. */
  sha256: string
}

export interface FindOptions {
  say: (line: string) => void
  mirror?: Mirror
}

/**
 * Where the Temporal CLI is: on the PATH, in the data folder, or put there by a download or by Go.
 * @throws Error that names the three ways to have one
 */
export async function findTemporal(home: string, options: FindOptions): Promise<string> {
  const { say } = options
  if (spawnSync('temporal', ['--version']).status === 0) return 'temporal'
  const program = path.join(home, 'bin', `temporal-${release}`)
  if (existsSync(program)) return program
  await mkdir(path.dirname(program), { recursive: true })
  if (options.mirror && (await download(program, options.mirror, say))) return program
  if (spawnSync('go', ['version']).status !== 0) throw new Error(`There is no Temporal server.\n${threeWays}`)
  say(`Building the Temporal server ${release} with Go: once, about three minutes`)
  await build(program)
  return program
}

/** A mirror of the release, given by settings with its checksum: nothing is run that was not checked. */
async function download(program: string, mirror: Mirror, say: (line: string) => void): Promise<boolean> {
  const answer = await fetch(mirror.url, { signal: AbortSignal.timeout(120_000) }).catch(
    (error: Error) => error,
  )
  if (answer instanceof Error || !answer.ok) {
    say(
      `The Temporal server could not be downloaded (${answer instanceof Error ? answer.message : answer.status})`,
    )
    return false
  }
  const bytes = Buffer.from(await answer.arrayBuffer())
  const sum = createHash('sha256').update(bytes).digest('hex')
  if (sum !== mirror.sha256)
    throw new Error(`The downloaded Temporal server has the SHA-256 ${sum}, expected ${mirror.sha256}.`)
  await writeFile(`${program}.part`, bytes)
  await chmod(`${program}.part`, 0o755)
  await rename(`${program}.part`, program)
  return true
}

function build(program: string): Promise<void> {
  const folder = path.join(path.dirname(program), 'go')
  return new Promise((resolve, reject) => {
    const go = spawn(
      'go',
      ['install', '-ldflags=-s -w', `github.com/temporalio/cli/cmd/temporal@v${release}`],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: inherit({ GOBIN: folder, GOTOOLCHAIN: 'local' }),
      },
    )
    let said = ''
    go.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    go.on('error', reject)
    go.on('close', (code) => {
      if (code === 0) resolve(rename(path.join(folder, 'temporal'), program))
      else
        reject(
          new Error(
            `The Temporal server could not be built: ${said.trim().split('\n').at(-1)}\n${threeWays}`,
          ),
        )
    })
  })
}

/** The development server's defaults make three steps take 350 ms instead of 40: its queues are read 20 times a second. */
const settings = {
  'history.transferProcessorMaxPollRPS': 5000,
  'history.visibilityProcessorMaxPollRPS': 5000,
  'history.timerProcessorMaxPollRPS': 5000,
  'matching.rps': 100000,
  'history.rps': 100000,
  'frontend.rps': 100000,
  'frontend.namespaceRPS': 100000,
  // with four partitions few pollers meet light work late
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'system.enableActivityEagerExecution': true,
  'system.forceSearchAttributesCacheRefreshOnRead': false,
}

/** The port is made once, so that a second start finds the same. */
export async function temporalPort(home: string): Promise<number> {
  const file = path.join(home, 'temporal', 'port')
  if (existsSync(file)) return Number(await readFile(file, 'utf8'))
  await mkdir(path.dirname(file), { recursive: true })
  const port = await freePort()
  await writeFile(file, String(port))
  return port
}

/** Starts the server as a child, its data under `home`. */
export function spawnTemporal(program: string, place: { home: string; port: number }): ChildProcess {
  const folder = path.join(place.home, 'temporal')
  const log = openSync(path.join(folder, 'temporal.log'), 'a')
  const fixed = [
    'server',
    'start-dev',
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    String(place.port),
    '--log-level',
    'error',
  ]
  // synchronous=full: what was acknowledged survives a power cut
  const store = [
    '--db-filename',
    path.join(folder, 'temporal.db'),
    '--sqlite-pragma',
    'journal_mode=wal',
    '--sqlite-pragma',
    'synchronous=full',
  ]
  const dynamic = Object.entries(settings).flatMap(([key, value]) => [
    '--dynamic-config-value',
    `${key}=${JSON.stringify(value)}`,
  ])
  return spawn(program, [...fixed, ...store, ...dynamic], {
    detached: true,
    stdio: ['ignore', log, log],
    env: inherit({ GOGC: '400' }),
  })
}

/** Whether the server serves: accepting connections comes earlier than that. */
export async function temporalServes(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 2000 })
    try {
      const health = await connection.healthService.check({
        service: 'temporal.api.workflowservice.v1.WorkflowService',
      })
      if (health.status !== 1) return false
      await connection.workflowService.describeNamespace({ namespace: 'default' })
      return true
    } finally {
      await connection.close()
    }
  } catch {
    return false
  }
}
