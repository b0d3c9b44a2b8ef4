import type { SandboxProgram } from '#engine/catalog/host.ts'
import { env } from '#server/env.ts'
import { lowered } from './command.ts'
import { limits } from './limits.ts'

/** Whether the operator has switched the sandbox off: for machines that cannot have one. */
export function isOff(): boolean {
  return env().FORMWORK_SANDBOX === 'off'
}

/** Where a program finds its folder. */
export function seenAt(folder: string): string {
  return isOff() ? folder : '/work'
}

/**
 * A program without a cage: it sees the machine as its user does, with its network. What holds still: no environment but its own, the limits of each
 * process, and that it is not root.
 */
export function bareCommand({ command, folder, environment }: SandboxProgram): string[] {
  const { memoryBytes, diskBytes, cpuSeconds } = limits()
  const own = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: folder,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    ...environment,
  }
  const limit = [
    'ulimit -c 0',
    'ulimit -n 1024',
    `ulimit -S -t ${cpuSeconds}`,
    `ulimit -H -t ${cpuSeconds + 5}`,
    `ulimit -v ${Math.floor((memoryBytes * 2) / 1024)}`,
    // in blocks of 512 bytes, as POSIX has it
    `ulimit -f ${Math.floor(diskBytes / 512)}`,
    'cd "$1" && shift && exec "$@"',
  ]
  const variables = Object.entries(own).map(([name, value]) => `${name}=${value}`)
  return [
    ...lowered,
    '/bin/sh',
    '-c',
    limit.join('; '),
    'bare',
    folder,
    'env',
    '-i',
    ...variables,
    ...command,
  ]
}
