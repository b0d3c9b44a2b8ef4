import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What a program printed, and whether it ended well. */
export interface Ended {
  ok: boolean
  said: string
}

/** Runs a program to its end; what it wrote to both streams is told. */
export function run(
  file: string,
  args: readonly string[],
  { env = {}, cwd }: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Ended> {
  return new Promise((done) => {
    const options = { env: { ...process.env, ...env }, cwd, maxBuffer: 1 << 26 }
    execFile(file, args, options, (error, out, errors) => done({ ok: error === null, said: out + errors }))
  })
}

export interface Environment {
  /** The interpreter of the environment. */
  python: string
  /** Where its packages are. */
  packages: string
}

/**
 * A Python environment with these packages, made once and kept in the data folder.
 * @returns why there is none where Python or its packages cannot be had
 */
export async function pythonWith(
  name: string,
  packages: readonly string[],
): Promise<Environment | { missing: string }> {
  const folder = resolve('.formwork', 'clients', name)
  const python = join(folder, 'bin', 'python')
  if (!existsSync(join(folder, 'made'))) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const made = await run('python3', ['-m', 'venv', folder])
    if (!made.ok) return { missing: `no Python environment: ${made.said.slice(-500)}` }
    const installed = await run(python, ['-m', 'pip', 'install', '--quiet', ...packages])
    if (!installed.ok) return { missing: `no packages: ${installed.said.slice(-500)}` }
    mkdirSync(join(folder, 'made'))
  }
  const where = await run(python, ['-c', "import sysconfig; print(sysconfig.get_path('purelib'))"])
  return where.ok ? { python, packages: where.said.trim() } : { missing: where.said.slice(-500) }
}
