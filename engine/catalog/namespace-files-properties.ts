import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'

const flag = (byDefault: boolean) => dynamic(z.boolean()).default(byDefault)
const pattern = z
  .string()
  .min(1)
  .refine((text) => !text.startsWith('regex:'), 'must be a pattern of names such as `scripts/**`')
const patterns = dynamic(z.array(pattern))

/** Which files of namespaces are laid into a work folder. */
export const namespaceFiles = z
  .strictObject({
    enabled: flag(true).describe('Whether any are.'),
    include: patterns
      .optional()
      .describe(
        'Names or patterns (`*.py`, `sql/**`) of those that are, in any folder; `/` at the beginning: from the root. Without it all.',
      ),
    exclude: patterns.optional().describe('Patterns of those that are not, in the same way.'),
    namespaces: dynamic(z.array(z.string()).min(1))
      .optional()
      .describe("Namespaces whose files are laid out, one after the other; without it the flow's own."),
    folderPerNamespace: flag(false).describe(
      'Whether the files of each namespace stand in a folder of its name.',
    ),
    ifExists: dynamic(z.enum(['OVERWRITE', 'FAIL', 'WARN', 'IGNORE']))
      .default('OVERWRITE')
      .describe('What is done where a file of that name is there already; `WARN` and `IGNORE` leave it.'),
  })
  .optional()
  .describe('Files of namespaces to lay into the work folder before the start.')

/** The same, rendered. */
export interface NamespaceFilesGiven {
  enabled: boolean
  include?: string[]
  exclude?: string[]
  namespaces?: string[]
  folderPerNamespace: boolean
  ifExists: 'OVERWRITE' | 'FAIL' | 'WARN' | 'IGNORE'
}
