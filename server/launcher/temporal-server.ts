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

/** SHA-256 of the release's archives, by platform as its files name it. */
const archives: Readonly<Record<string, string>> = {
  linux_amd64: 'ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d',
  linux_arm64: 'bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5',
  darwin_amd64: 'bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9',
  darwin_arm64: 'cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415',
}

export interface FindOptions {
  say: (line: string) => void
  /** A mirror's folder that holds the release's archives; else the project's own. */
  mirror?: string
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
  if (await download(program, options)) return program
  if (spawnSync('go', ['version']).status !== 0) throw new Error(`There is no Temporal server.\n${threeWays}`)
  say(`Building the Temporal server ${release} with Go: once, about three minutes`)
  await build(program)
  return program
}

/** The pinned release, unpacked only when its checksum is right. @returns false where it cannot be reached */
async function download(program: string, { say, mirror }: FindOptions): Promise<boolean> {
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`
  const expected = archives[platform]
  if (!expected) return false
  const folder = mirror ?? `https://github.com/temporalio/cli/releases/download/v${release}`
  const bytes = await fetchWhole(`${folder}/temporal_cli_${release}_${platform}.tar.gz`)
  if (bytes instanceof Error) {
    say(`The Temporal server ${release} cannot be downloaded here (${bytes.message})`)
    return false
  }
  const sum = createHash('sha256').update(bytes).digest('hex')
  if (sum !== expected)
    throw new Error(`The downloaded Temporal server has the SHA-256 ${sum}, expected ${expected}.`)
  const unpacked = spawnSync('tar', ['-xzOf', '-', 'temporal'], { input: bytes, maxBuffer: 1 << 30 })
  if (unpacked.status !== 0)
    throw new Error(
      `The downloaded Temporal server could not be unpacked: ${unpacked.stderr.toString().trim()}`,
    )
  await writeFile(`${program}.part`, unpacked.stdout)
  await chmod(`${program}.part`, 0o755)
  await rename(`${program}.part`, program)
  return true
}

/** The body, or why there is none; gives up when no answer begins within ten seconds. */
async function fetchWhole(url: string): Promise<Buffer | Error> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new Error('no answer')), 10_000)
  try {
    const answer = await fetch(url, { signal: late.signal })
    clearTimeout(timer)
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : new Error(`status ${answer.status}`)
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } }
    return new Error(cause?.code ?? message)
  } finally {
    clearTimeout(timer)
  }
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
