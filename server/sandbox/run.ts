import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import type { SandboxEnd, SandboxProgram } from '#engine/catalog/host.ts'
import { env } from '#server/env.ts'
import { log } from '#server/log.ts'
import { bareCommand, isOff } from './bare.ts'
import { cagedCommand, nobody, refusal, throughDoors } from './command.ts'
import { watchDisk } from './disk.ts'
import { makeFence, type Fence } from './fence.ts'
import { handOver } from './hand-over.ts'
import { countsBelow, limits } from './limits.ts'
import { eachLine } from './lines.ts'
import { whyNoProgram } from './programs.ts'
import { programsBelow, signal } from './processes.ts'

/** How long a program may clean up after it was told to end. */
const politeMs = 5000

/**
 * Runs a program in a cage: its own folder, the machine's programs, nothing else. It is told to end on abort and time-out, and ended with all its
 * children five seconds later. Its own failure is an answer.
 */
export async function runInSandbox(program: SandboxProgram): Promise<SandboxEnd> {
  const reason = whyNot(program)
  if (reason) return { kind: 'refused', reason }
  if (program.signal.aborted) return { kind: 'cancelled' }
  if (nobody !== undefined) await handOver(program.folder, nobody)
  const fence = makeFence()
  warnOnce(fence)
  const [command = '', ...args] = isOff()
    ? throughDoors(fence.doors, bareCommand(program))
    : cagedCommand(program, fence.doors)
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_ENV: 'production', PATH: '/usr/local/bin:/usr/bin:/bin' },
    detached: true,
  })
  const watch = watchOver(child, program)
  try {
    const [code] = await Promise.all([
      exitOf(child),
      eachLine(child.stdout, (line) => program.onLine('stdout', line)),
      eachLine(child.stderr, (line) => program.onLine('stderr', line)),
    ])
    return watch.why() ?? endOf(code)
  } finally {
    watch.stop()
    if (child.pid) endAll(child.pid)
    fence.remove()
  }
}

/** Why a program is not started; undefined where it is. */
function whyNot({ network, command, environment }: SandboxProgram): string | undefined {
  const missing = whyNoProgram(command, environment)
  if (isOff()) return missing
  if (network && !env().FORMWORK_SCRIPT_NETWORK) return noNetwork
  return refusal() ?? missing
}

let warned = false

function warnOnce({ limits }: Fence): void {
  const held = new Set<string>(countsBelow ? [...limits, 'processes'] : limits)
  const missing = ['processes', 'memory'].filter((limit) => !held.has(limit))
  if (missing.length > 0 && !warned)
    log().warn(
      { missing },
      'Control groups cannot be written here: these hold for each process of a script only, not for all together',
    )
  warned = true
}

const noNetwork =
  'Scripts have no network here: it would reach the services of this machine. An operator can allow it with FORMWORK_SCRIPT_NETWORK=1.'

interface Watch {
  /** Set when it was not the program that ended itself. */
  why(): SandboxEnd | undefined
  stop(): void
}

function watchOver(child: ChildProcess, { signal: abort, timeoutMs, folder }: SandboxProgram): Watch {
  let reason: SandboxEnd | undefined
  let last: NodeJS.Timeout | undefined
  const end = (why: SandboxEnd) => {
    if (reason) return
    reason = why
    const { pid } = child
    if (!pid) return
    for (const program of programsBelow(pid)) signal(program, 'SIGTERM')
    last = setTimeout(() => endAll(pid), politeMs)
  }
  const aborted = () => end({ kind: 'cancelled' })
  abort.addEventListener('abort', aborted, { once: true })
  const late = timeoutMs === undefined ? undefined : setTimeout(() => end({ kind: 'timed-out' }), timeoutMs)
  const { diskBytes } = limits()
  const stopDisk = watchDisk(folder, diskBytes, (bytes) => end(tooLarge(bytes, diskBytes)))
  return {
    why: () => reason,
    stop: () => {
      abort.removeEventListener('abort', aborted)
      stopDisk()
      clearTimeout(late)
      clearTimeout(last)
    },
  }
}

/** A process that has used up its processor time is ended by SIGXCPU. */
function endOf(code: number): SandboxEnd {
  if (code !== 128 + constants.signals.SIGXCPU) return { kind: 'exited', code }
  const { cpuSeconds } = limits()
  return {
    kind: 'stopped',
    reason: `The script has used more than ${cpuSeconds} s of processor time (FORMWORK_SCRIPT_CPU_SECONDS).`,
  }
}

function tooLarge(bytes: number, limit: number): SandboxEnd {
  const mega = (size: number) => `${Math.round(size / 1024 ** 2)} MB`
  return {
    kind: 'stopped',
    reason: `The script has written ${mega(bytes)} to its folder; it may write ${mega(limit)} (FORMWORK_SCRIPT_DISK_MB).`,
  }
}

/** The cage dies with its outermost process, and everything in it. */
function endAll(pid: number): void {
  signal(-pid, 'SIGKILL')
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, name) => resolve(code ?? (name === 'SIGKILL' ? 137 : 143)))
  })
}
