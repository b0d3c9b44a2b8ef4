import { release } from 'node:os'
import { env } from '#server/env.ts'

/** What one program may take. Memory and processes hold for it and all its children where control groups can be written. */
export interface Limits {
  memoryBytes: number
  processes: number
  /** Processor time of each process. */
  cpuSeconds: number
  /** Of the work folder as a whole; no file can be larger either. */
  diskBytes: number
}

const mebi = 1024 ** 2

/** The limits that the operator has set. */
export function limits(): Limits {
  const settings = env()
  return {
    memoryBytes: settings.FORMWORK_SCRIPT_MEMORY_MB * mebi,
    processes: 128,
    cpuSeconds: settings.FORMWORK_SCRIPT_CPU_SECONDS,
    diskBytes: settings.FORMWORK_SCRIPT_DISK_MB * mebi,
  }
}

/** Since Linux 5.14 a limit of processes counts those of the sandbox; before, all that the worker's user has anywhere. */
const [major = 0, minor = 0] = release().split('.').map(Number)
export const countsBelow = major > 5 || (major === 5 && minor >= 14)
