import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { groupName, removeGroup, removeOrphans } from './leftovers.ts'
import { limits } from './limits.ts'
import { signal } from './processes.ts'

const cgroups = '/sys/fs/cgroup'

/** The control groups that hold one program: processes and memory where this machine lets us set them. */
export interface Fence {
  /** Files that a process writes itself into to be held. */
  doors: string[]
  /** Which limits hold. */
  limits: ('processes' | 'memory')[]
  /** Ends whatever is in it still, and takes it away. */
  remove(): void
}

/** Makes the fence of one program. Where control groups cannot be written, it holds nothing and the limits of the process itself remain. */
export function makeFence(): Fence {
  if (!cleared) for (const parent of parents) removeOrphans(parent)
  cleared = true
  const name = groupName(randomBytes(6).toString('hex'))
  const folders = version() === 2 ? foldersV2(name) : foldersV1(name)
  return {
    doors: folders.map(({ folder }) => path.join(folder, 'cgroup.procs')),
    limits: folders.flatMap(({ limits }) => limits),
    remove: () => folders.forEach(({ folder }) => empty(folder)),
  }
}

function empty(folder: string): void {
  // in a sandbox all of them died with the outermost; without one a program may have gone its own way
  for (const pid of readFileSync(path.join(folder, 'cgroup.procs'), 'utf8').split('\n'))
    if (pid !== '') signal(Number(pid), 'SIGKILL')
  removeGroup(folder)
}

let cleared = false
const parents = ['formwork', 'pids', 'memory'].map((name) => path.join(cgroups, name))

type Folder = { folder: string; limits: Fence['limits'] }

function version(): 1 | 2 {
  return existsSync(path.join(cgroups, 'cgroup.controllers')) ? 2 : 1
}

/** The root of the tree refuses limits, so a folder of ours lies between; its controllers must be handed down to it. */
function foldersV2(name: string): Folder[] {
  const parent = path.join(cgroups, 'formwork')
  try {
    mkdirSync(parent, { recursive: true })
    for (const folder of [cgroups, parent]) {
      const there = readFileSync(path.join(folder, 'cgroup.subtree_control'), 'utf8')
      if (!there.includes('pids') || !there.includes('memory'))
        writeFileSync(path.join(folder, 'cgroup.subtree_control'), '+pids +memory')
    }
    const folder = path.join(parent, name)
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'pids.max'), String(limits().processes))
    writeFileSync(path.join(folder, 'memory.max'), String(limits().memoryBytes))
    return [{ folder, limits: ['processes', 'memory'] }]
  } catch {
    // a container that may not; the runner says once which limits are missing
    return []
  }
}

function foldersV1(name: string): Folder[] {
  const one = (
    controller: string,
    file: string,
    rule: { value: number; limit: 'processes' | 'memory' },
  ): Folder[] => {
    const folder = path.join(cgroups, controller, name)
    try {
      mkdirSync(folder)
      writeFileSync(path.join(folder, file), String(rule.value))
      return [{ folder, limits: [rule.limit] }]
    } catch {
      if (existsSync(folder)) removeGroup(folder)
      return []
    }
  }
  return [
    ...one('pids', 'pids.max', { value: limits().processes, limit: 'processes' }),
    ...one('memory', 'memory.limit_in_bytes', { value: limits().memoryBytes, limit: 'memory' }),
  ]
}
