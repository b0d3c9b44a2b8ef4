import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SandboxEnd } from '#engine/catalog/host.ts'
import { runInSandbox } from '#server/sandbox/run.ts'

Object.assign(process.env, {
  DATABASE_URL: 'postgresql://nobody@localhost/none',
  FORMWORK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  LOG_LEVEL: 'silent',
  SERVER_ONLY: 'must not be seen',
})

/** How a program of a test ended, and what it printed. */
export interface Ran {
  end: SandboxEnd
  out: string[]
  ms: number
  folder: string
}

export interface Wish {
  timeoutMs?: number
  signal?: AbortSignal
  onLine?(line: string): Promise<void>
}

const folders: string[] = []

/** Runs a program in a folder of its own, with `GIVEN=yes` as its environment. */
export async function run(command: string[], wish: Wish = {}): Promise<Ran> {
  const folder = mkdtempSync(path.join(tmpdir(), 'formwork-sandbox-'))
  folders.push(folder)
  const out: string[] = []
  const began = performance.now()
  const end = await runInSandbox({
    command,
    folder,
    environment: { GIVEN: 'yes' },
    network: false,
    timeoutMs: wish.timeoutMs,
    signal: wish.signal ?? new AbortController().signal,
    onLine: async (_, line) => {
      out.push(line)
      await wish.onLine?.(line)
    },
  })
  return { end, out, ms: performance.now() - began, folder }
}

export const shell = (script: string, wish?: Wish) => run(['/bin/sh', '-c', script], wish)
export const python = (script: string, wish?: Wish) => run(['python3', '-u', '-c', script], wish)

/** For the end of a test file. */
export function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

/** How many processes have a mark in their command line. */
export function running(mark: string): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).includes(mark)).length
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
