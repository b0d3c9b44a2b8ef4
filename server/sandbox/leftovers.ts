import { existsSync, readdirSync, rmdirSync } from 'node:fs'
import path from 'node:path'

/** The name tells which worker made a group, so that a later one can clear up after it. */
const prefix = 'formwork-'
const waiting = new Set<string>()
let timer: NodeJS.Timeout | undefined

export function groupName(random: string): string {
  return `${prefix}${process.pid}-${random}`
}

/** Removes a group now, or as soon as its last process, which may just be ending, is gone. */
export function removeGroup(folder: string): void {
  if (removed(folder)) return
  waiting.add(folder)
  timer ??= setTimeout(sweep, 200).unref()
}

/** Removes the groups of workers that were killed. */
export function removeOrphans(parent: string): void {
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : NaN
    if (Number.isInteger(pid) && !existsSync(`/proc/${pid}`)) removed(path.join(parent, name), notOurs)
  }
}

function sweep(): void {
  timer = undefined
  for (const folder of waiting) if (removed(folder)) waiting.delete(folder)
  if (waiting.size > 0) timer = setTimeout(sweep, 200).unref()
}

/** Groups that another user's worker left. */
const notOurs = ['EACCES', 'EPERM', 'EROFS']

function removed(folder: string, tolerated: readonly string[] = []): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EBUSY' || tolerated.includes(code)) return false
    if (code === 'ENOENT') return true
    throw error
  }
}
