import { readdirSync, readFileSync } from 'node:fs'

/** All processes below one, the sandbox's own left out: those that a polite end is asked of. */
export function programsBelow(root: number): number[] {
  const parents = new Map<number, { parent: number; name: string }>()
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    const found = Number.isInteger(pid) ? statOf(pid) : undefined
    if (found) parents.set(pid, found)
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)?.parent
    return parent !== undefined && (parent === root || isBelow(parent))
  }
  return [...parents].filter(([pid, { name }]) => name !== 'bwrap' && isBelow(pid)).map(([pid]) => pid)
}

function statOf(pid: number): { parent: number; name: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = text.lastIndexOf(')')
    return { name: text.slice(text.indexOf('(') + 1, end), parent: Number(text.slice(end + 2).split(' ')[1]) }
  } catch {
    // ended between the list and the look
    return undefined
  }
}

/** Sends a signal; a process that is gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
