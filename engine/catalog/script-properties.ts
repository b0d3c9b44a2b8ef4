import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'

/** What every script type takes, whatever its language. */
export const scriptProperties = z.object({
  script: z
    .string()
    .min(1)
    .describe('The program, on as many lines as it needs; expressions are rendered before it runs.'),
  inputFiles: dynamic(z.record(z.string(), z.coerce.string()))
    .optional()
    .describe(
      'Files laid into the work folder before the start: a name, and its text or the address of a file.',
    ),
  outputFiles: dynamic(z.array(z.string()))
    .optional()
    .describe('Names or patterns (`*.csv`, `out/**`) of the files that are kept.'),
  env: dynamic(z.record(z.string(), z.coerce.string())).optional().describe('Environment variables.'),
  network: dynamic(z.boolean())
    .default(false)
    .describe('Whether the script may use the network; an operator has to allow it.'),
})

export const scriptOutputs = z.object({
  exitCode: z.number().describe('Code that the script ended with.'),
  vars: z.record(z.string(), z.json()).describe('Values that it printed as `::{"outputs": {"name": 1}}::`.'),
  outputFiles: z
    .record(z.string(), z.string())
    .optional()
    .describe('Addresses of the files that were kept, by name.'),
})

/** The same, rendered. */
export interface ScriptProperties {
  script: string
  inputFiles?: Record<string, string>
  outputFiles?: string[]
  env?: Record<string, string>
  network: boolean
}
