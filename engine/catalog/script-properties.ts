import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { filesGiven } from './files-given.ts'
import { namespaceFiles, type NamespaceFilesGiven } from './namespace-files-properties.ts'

const flag = (byDefault: boolean) => dynamic(z.boolean()).default(byDefault)
const texts = dynamic(z.array(z.string()))

/** What every script type takes, whatever its language and form. */
const common = {
  beforeCommands: texts.optional().describe('Commands of a shell that run before, one after the other.'),
  interpreter: dynamic(z.array(z.string()).min(1))
    .optional()
    .describe('The shell that is given the commands, with its arguments; `[/bin/sh, -c]` without it.'),
  failFast: flag(true).describe(
    'Whether the first command that fails ends the task; else the last one decides.',
  ),
  inputFiles: filesGiven
    .optional()
    .describe(
      'Files laid into the work folder before the start: a name, and its text or the address of a file.',
    ),
  outputFiles: texts.optional().describe('Names or patterns (`*.csv`, `out/**`) of the files that are kept.'),
  outputDirectory: flag(false).describe(
    'Whether there is a folder `{{ outputDir }}` of which every file is kept; `outputFiles` does the same by name.',
  ),
  env: dynamic(z.record(z.string(), z.coerce.string())).optional().describe('Environment variables.'),
  network: flag(false).describe('Whether the script may use the network; an operator has to allow it.'),
  warningOnStdErr: flag(false).describe(
    'Whether the task ends in WARNING when it printed to its error output.',
  ),
  targetOS: dynamic(z.enum(['AUTO', 'LINUX']))
    .default('AUTO')
    .describe('Scripts run on Linux.'),
  taskRunner: z
    .looseObject({ type: z.string().describe('Kind of the runner.') })
    .optional()
    .describe(
      'Where it runs: `{type: io.kestra.plugin.core.runner.Process}`, which is the sandbox of the worker.',
    ),
  runner: z.string().optional().describe('Older name for `taskRunner`: `PROCESS`.'),
  docker: z.looseObject({}).optional().describe('There are no containers.'),
  containerImage: z
    .string()
    .optional()
    .describe('Without effect: a script runs in the sandbox, with the programs of the worker.'),
  namespaceFiles,
}

/** A program in the task itself. */
export const scriptProperties = z.object({
  script: z
    .string()
    .min(1)
    .describe('The program, on as many lines as it needs; expressions are rendered before it runs.'),
  ...common,
})

/** Commands of a shell. */
export const commandsProperties = z.object({
  commands: dynamic(z.array(z.string()).min(1)).describe('Commands of a shell, run one after the other.'),
  ...common,
})

/** Of a language with packages. */
export const dependencies = texts
  .optional()
  .describe('Packages to install before the start, as pip names them; that needs `network: true`.')

export const scriptOutputs = z.object({
  exitCode: z.number().describe('Code that the script ended with.'),
  vars: z.record(z.string(), z.json()).describe('Values that it printed as `::{"outputs": {"name": 1}}::`.'),
  outputFiles: z.record(z.string(), z.string()).describe('Addresses of the files that were kept, by name.'),
  stdOutLineCount: z.number().describe('Number of lines that it printed.'),
  stdErrLineCount: z.number().describe('Number of lines that it printed to its error output.'),
})

/** Where a script finds its folder in the sandbox. */
export const workingDir = '/work'
/** Variables that templates of a script see besides. */
export const scriptVariables = { workingDir, outputDir: `${workingDir}/.outputs` }

/** The common properties, rendered. */
export interface RunProperties {
  beforeCommands?: string[]
  interpreter?: string[]
  failFast: boolean
  inputFiles?: z.output<typeof filesGiven>
  namespaceFiles?: NamespaceFilesGiven
  outputFiles?: string[]
  outputDirectory: boolean
  env?: Record<string, string>
  network: boolean
  warningOnStdErr: boolean
  /** Of a language that has packages. */
  dependencies?: string[]
}

export interface ScriptProperties extends RunProperties {
  script: string
}

export interface CommandsProperties extends RunProperties {
  commands: string[]
}
