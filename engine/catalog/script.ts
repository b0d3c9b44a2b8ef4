import { chmod, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { SandboxEnd, TaskHost, TaskResult } from './host.ts'
import { layOutNamespaceFiles } from './namespace-files.ts'
import { ScriptLines } from './script-lines.ts'
import type { CommandsProperties, RunProperties, ScriptProperties } from './script-properties.ts'
import { whereItIs, withLocalFiles } from './script-files.ts'
import { collect, layOut, writeBeside } from './work-folder.ts'

/** How a language is run: `['python3']`, and the name of a script's file. */
export interface Interpreter {
  command: string[]
  file: string
}

const shell = ['/bin/sh', '-c']
/** Characters; the system takes some 128 KB as one argument. */
const longestArgument = 30_000
/** Names that start so are ours in the work folder, and never kept. */
const own = { outputs: '.outputs', dependencies: '.dependencies', files: '.files' }

/** Runs a script in the sandbox: its files are laid out, its lines logged, what it says and the declared files collected. */
export function runScript(
  interpreter: Interpreter,
  properties: ScriptProperties,
  host: TaskHost,
): Promise<TaskResult> {
  const { beforeCommands = [], interpreter: asked, failFast, script } = properties
  return run(properties, host, async ({ write, localised }) => {
    const file = await write(interpreter.file, await localised(script))
    if (beforeCommands.length === 0 && !asked) return [...interpreter.command, file]
    const before = await Promise.all(beforeCommands.map(localised))
    return [...(asked ?? shell), shellText([...before, [...interpreter.command, file].join(' ')], failFast)]
  })
}

/** Runs commands of a shell in the sandbox, in the same way. */
export function runCommands(properties: CommandsProperties, host: TaskHost): Promise<TaskResult> {
  const { beforeCommands = [], interpreter = shell, failFast, commands } = properties
  return run(properties, host, async ({ write, localised }) => {
    const all = await Promise.all([...beforeCommands, ...commands].map(localised))
    const text = shellText(all, failFast)
    if (interpreter !== shell || text.length < longestArgument) return [...interpreter, text]
    return ['/bin/sh', await write('commands.sh', text)]
  })
}

/** Runs a script of the shell itself; one that is given to another shell is its argument. */
export function runShellScript(properties: ScriptProperties, host: TaskHost): Promise<TaskResult> {
  const { beforeCommands = [], interpreter: asked, failFast, script } = properties
  return run(properties, host, async ({ write, localised }) => {
    const all = await Promise.all([...beforeCommands, script].map(localised))
    if (asked) return [...asked, shellText(all, failFast)]
    const file = await write('script.sh', all.join('\n'))
    return ['/bin/sh', ...(failFast ? ['-e'] : []), file]
  })
}

function shellText(commands: readonly string[], failFast: boolean): string {
  return [...(failFast ? ['set -e'] : []), ...commands].join('\n')
}

/** Makes the command in the work folder. */
type Prepare = (place: Place) => Promise<string[]>

interface Place {
  /** Writes a file that is no output; answers its name. */
  write(name: string, text: string): Promise<string>
  /** The text with the addresses of files replaced by paths of copies. */
  localised(text: string): Promise<string>
}

async function run(properties: RunProperties, host: TaskHost, prepare: Prepare): Promise<TaskResult> {
  const folder = await host.sandbox.workFolder()
  const hidden = new Set(Object.values(own))
  try {
    await layOutNamespaceFiles(folder, properties.namespaceFiles, host)
    await layOut(folder, properties.inputFiles, host.files)
    const command = await prepare({
      write: async (name, text) => {
        const written = await writeBeside(folder, name, text)
        hidden.add(written)
        return written
      },
      localised: async (text) => {
        const local = await withLocalFiles(text, { folder, under: own.files, files: host.files })
        return whereItIs(local, host.sandbox.seenAt(folder))
      },
    })
    return await runIn(folder, { properties, host, command, hidden })
  } finally {
    // others may go on in this folder
    for (const name of hidden) await rm(path.join(folder, name), { recursive: true, force: true })
  }
}

interface Prepared {
  properties: RunProperties
  host: TaskHost
  command: string[]
  hidden: ReadonlySet<string>
}

async function runIn(folder: string, { properties, host, command, hidden }: Prepared): Promise<TaskResult> {
  if (properties.outputDirectory) await mkdir(path.join(folder, own.outputs))
  await chmod(folder, 0o777)
  const missing = await installed(folder, properties, host)
  if (missing) return { state: 'FAILED', message: missing }
  const lines = new ScriptLines(host)
  const end = await host.sandbox.run({
    command,
    folder,
    environment: environmentOf(properties, host.sandbox.seenAt(folder)),
    network: properties.network,
    signal: host.signal,
    onLine: (stream, line) => lines.take(stream, line),
  })
  return resultOf(end, { properties, host, folder, lines, hidden })
}

function environmentOf(
  { env = {}, outputDirectory, dependencies = [] }: RunProperties,
  place: string,
): Record<string, string> {
  const given = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, whereItIs(text, place)]))
  const packages = dependencies.length > 0 ? [`${place}/${own.dependencies}`] : []
  const search = [...packages, ...(given.PYTHONPATH === undefined ? [] : [given.PYTHONPATH])].join(':')
  return {
    WORKING_DIR: place,
    ...(outputDirectory ? { OUTPUT_DIR: `${place}/${own.outputs}` } : {}),
    ...given,
    ...(search === '' ? {} : { PYTHONPATH: search }),
  }
}

/** Installs the packages that the script needs. @returns why that is not possible */
async function installed(
  folder: string,
  { dependencies = [], env = {}, network }: RunProperties,
  host: TaskHost,
): Promise<string | undefined> {
  if (dependencies.length === 0) return undefined
  const end = await host.sandbox.run({
    command: [
      ...['python3', '-m', 'pip', 'install', '--quiet', '--no-input', '--no-cache-dir'],
      ...['--disable-pip-version-check', '--retries', '1'],
      ...['--target', own.dependencies, ...dependencies],
    ],
    folder,
    environment: env,
    network,
    signal: host.signal,
    onLine: (_, line) => host.log('DEBUG', line),
  })
  if (end.kind !== 'exited') return sentence(end)
  if (end.code === 0) return undefined
  const why = network ? '' : '; without `network: true` there is no network'
  return `The dependencies could not be installed (pip ended with the code ${end.code})${why}`
}

interface Ran {
  properties: RunProperties
  host: TaskHost
  folder: string
  lines: ScriptLines
  hidden: ReadonlySet<string>
}

async function resultOf(end: SandboxEnd, ran: Ran): Promise<TaskResult> {
  if (end.kind !== 'exited') return { state: 'FAILED', message: sentence(end) }
  const { vars, counts } = ran.lines
  const outputs = {
    exitCode: end.code,
    vars,
    outputFiles: await keptFiles(ran, end.code === 0),
    stdOutLineCount: counts.stdout,
    stdErrLineCount: counts.stderr,
  }
  if (end.code !== 0)
    return { state: 'FAILED', message: `The script ended with the code ${end.code}`, outputs }
  const warns = ran.properties.warningOnStdErr && counts.stderr > 0
  return { state: warns ? 'WARNING' : 'SUCCESS', outputs }
}

/** What was asked for of what is there: also of a script that failed. */
async function keptFiles(
  { properties, host, folder, hidden }: Ran,
  complains: boolean,
): Promise<Record<string, string>> {
  const { uris, empty } = await collect(folder, properties.outputFiles, { files: host.files, hidden })
  if (complains)
    for (const pattern of empty)
      await host.log('WARN', `\`outputFiles\`: the script has made no file ${pattern}`)
  if (!properties.outputDirectory) return uris
  const inside = path.join(folder, own.outputs)
  const more = await collect(inside, ['**'], { files: host.files })
  return { ...more.uris, ...uris }
}

function sentence(end: Exclude<SandboxEnd, { kind: 'exited' }>): string {
  if (end.kind === 'refused' || end.kind === 'stopped') return end.reason
  return end.kind === 'timed-out' ? 'The script took too long' : 'The script was cancelled'
}
