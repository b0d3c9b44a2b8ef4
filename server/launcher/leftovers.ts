import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

interface Left {
  name: string
  pid: number
  /** When the process began, as the system says it: a number that was given to another process since is left alone. */
  began: string
}

/** Remembers the processes of this start in the data folder, so that the next start ends what a killed launcher left behind. */
export class Leftovers {
  private readonly file: string
  private known: Left[] = []

  constructor(home: string) {
    this.file = path.join(home, 'processes.json')
  }

  /** The launcher that runs on this data folder now, if one does. */
  running(): number | undefined {
    return this.read().find(
      ({ name, pid, began }) => name === 'launcher' && pid !== process.pid && beganAt(pid) === began,
    )?.pid
  }

  /** Ends what is left and waits until it is gone. */
  async end(): Promise<string[]> {
    const alive = this.read().filter(({ pid, began }) => pid !== process.pid && beganAt(pid) === began)
    for (const { name, pid } of alive)
      signal(pid, name === 'Postgres' || name === 'Temporal' ? 'SIGINT' : 'SIGTERM')
    const end = Date.now() + 10_000
    while (alive.some(({ pid, began }) => beganAt(pid) === began)) {
      if (Date.now() > end)
        for (const { pid, began } of alive) if (beganAt(pid) === began) signal(pid, 'SIGKILL')
      await new Promise((next) => setTimeout(next, 50))
    }
    this.known = []
    this.remember('launcher', process.pid)
    return alive.map(({ name }) => name)
  }

  remember(name: string, pid: number): void {
    this.known = [
      ...this.known.filter((left) => left.name !== name),
      { name, pid, began: beganAt(pid) ?? '' },
    ]
    writeFileSync(this.file, JSON.stringify(this.known))
  }

  forget(): void {
    this.known = []
    writeFileSync(this.file, '[]')
  }

  private read(): Left[] {
    if (!existsSync(this.file)) return []
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Left[]
    } catch {
      // cut off by a kill in the middle of a write
      return []
    }
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Start time of a living process; undefined where there is none, or only its unread end. */
function beganAt(pid: number): string | undefined {
  if (existsSync('/proc/self/stat')) {
    if (!existsSync(`/proc/${pid}/stat`)) return undefined
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
      return fields[0] === 'Z' ? undefined : fields[19]
    } catch {
      return undefined
    }
  }
  return (
    spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || undefined
  )
}
