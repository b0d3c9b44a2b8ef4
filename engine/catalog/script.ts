import { createReadStream } from 'node:fs'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { SandboxEnd, TaskHost, TaskResult } from './host.ts'
import type { ScriptProperties } from './script-properties.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

/** How a language is run: `['python3', 'script.py']`, the script's file last. */
export interface Interpreter {
  command: string[]
  file: string
}

const mostFiles = 200

/** Runs a script in the sandbox: its files are laid out, its lines logged, its declared outputs and files collected. */
export async function runScript(
  interpreter: Interpreter,
  properties: ScriptProperties,
  host: TaskHost,
): Promise<TaskResult> {
  const folder = await host.sandbox.workFolder()
  const badName = [...Object.keys(properties.inputFiles ?? {})].find((name) => !isInside(folder, name))
  if (badName !== undefined)
    return { state: 'FAILED', message: `\`inputFiles\`: ${badName} is outside of the work folder` }
  await layOut(folder, properties.inputFiles ?? {}, host)
  const script = path.join(folder, interpreter.file)
  await writeFile(script, properties.script, { flag: 'wx' })
  await chmod(folder, 0o777)
  const said = new SaidOutputs()
  const end = await host.sandbox.run({
    command: [...interpreter.command, interpreter.file],
    folder,
    environment: properties.env ?? {},
    network: properties.network,
    signal: host.signal,
    onLine: async (stream, line) => {
      if (said.take(line)) return
      await host.log(stream === 'stdout' ? 'INFO' : 'ERROR', line)
    },
  })
  if (end.kind !== 'exited') return { state: 'FAILED', message: sentence(end) }
  const outputs = { exitCode: end.code, vars: said.values }
  if (end.code !== 0)
    return { state: 'FAILED', message: `The script ended with the code ${end.code}`, outputs }
  const files = await collect(folder, properties.outputFiles ?? [], host)
  if ('problem' in files) return { state: 'FAILED', message: files.problem, outputs }
  return { state: 'SUCCESS', outputs: { ...outputs, outputFiles: files.uris } }
}

function sentence(end: Exclude<SandboxEnd, { kind: 'exited' }>): string {
  if (end.kind === 'refused') return end.reason
  return end.kind === 'timed-out' ? 'The script took too long' : 'The script was cancelled'
}

function isInside(folder: string, name: string): boolean {
  const full = path.resolve(folder, name)
  return full.startsWith(folder + path.sep) && !name.includes('\0')
}

async function layOut(folder: string, files: Record<string, string>, host: TaskHost): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const target = path.resolve(folder, name)
    await mkdir(path.dirname(target), { recursive: true })
    if (content.startsWith('kestra:///')) await host.files.fetchTo(content, target)
    else await writeFile(target, content)
  }
}

async function collect(
  folder: string,
  patterns: readonly string[],
  host: TaskHost,
): Promise<{ uris: Record<string, string> } | { problem: string }> {
  if (patterns.length === 0) return { uris: {} }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  // a link could lead out of the folder: only what is a file itself counts
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
  const uris: Record<string, string> = {}
  for (const pattern of patterns) {
    const found = names.filter((name) => globMatches(name, pattern))
    if (found.length === 0) return { problem: `\`outputFiles\`: the script has made no file ${pattern}` }
    for (const name of found)
      uris[name] ??= (
        await host.files.put(path.basename(name), createReadStream(path.join(folder, name)))
      ).uri
    if (Object.keys(uris).length > mostFiles)
      return { problem: `\`outputFiles\`: more than ${mostFiles} files` }
  }
  return { uris }
}

/** `*` and `?` within a folder, `**` across folders. */
function globMatches(name: string, pattern: string): boolean {
  const parts = pattern.split(/(\*\*\/|\*\*|\*|\?)/).map((part) => {
    if (part === '**/') return '(?:[^/]+/)*'
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    return part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`).test(name)
}

/** Outputs that a script prints: `::{"outputs": {"total": 7}}::`, as Kestra's scripts do. */
class SaidOutputs {
  readonly values: JsonObject = {}

  /** Whether the line was one of them; one that cannot be read is an ordinary line. */
  take(line: string): boolean {
    const match = /^::(\{.*\})::\s*$/.exec(line)
    if (!match?.[1]) return false
    try {
      const said = JSON.parse(match[1]) as { outputs?: JsonObject }
      if (typeof said.outputs !== 'object' || said.outputs === null) return false
      Object.assign(this.values, said.outputs)
      return true
    } catch {
      return false
    }
  }
}
