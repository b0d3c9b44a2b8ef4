import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { patternProblem } from '#engine/flow/pattern.ts'
import { holdsTemplate } from '#engine/flow/holds-template.ts'
import type { Remark, TaskSpec } from '#engine/flow/spec.ts'

const ways = ['regexPattern', 'bytes', 'partitions', 'rows']

/** One way to split, and a pattern that can be read. */
function review(properties: JsonObject): Remark[] {
  const named = ways.filter((name) => properties[name] !== undefined)
  const problem = (message: string, ...path: string[]): Remark => ({ kind: 'problem', message, path })
  if (named.length === 0)
    return [problem(`Say how the file is split: one of ${ways.map((name) => `\`${name}\``).join(', ')}`)]
  const [first = '', second] = named
  if (second !== undefined)
    return [problem(`\`${second}\` has no meaning beside \`${first}\`: a file is split in one way`, second)]
  const { regexPattern: pattern } = properties
  if (typeof pattern !== 'string' || holdsTemplate(pattern)) return []
  const wrong = patternProblem(pattern)
  return wrong === undefined ? [] : [problem(wrong, 'regexPattern')]
}

export default {
  type: 'storage.split',
  aliases: ['io.kestra.plugin.core.storage.Split', 'io.kestra.core.tasks.storages.Split'],
  title: 'Split a file',
  description:
    'Cuts a file between its rows into several files: by rows, by size, into a number of files, or by what a pattern finds in each row.',
  icon: 'scissors',
  mode: 'activity',
  properties: z.object({
    from: z.string().min(1).describe('Address of the file.'),
    rows: dynamic(z.int().min(1)).optional().describe('Most rows of a file.'),
    bytes: z.string().min(1).optional().describe('Most bytes of a file: `10MB`.'),
    partitions: dynamic(z.int().min(1))
      .optional()
      .describe('Number of files, between which the rows are dealt out.'),
    regexPattern: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Rows in which its first group finds the same text get a file; rows without a match are left out.',
      ),
    separator: z.string().min(1).default('\n').describe('What ends a row.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({ uris: z.array(z.string()).describe('Addresses of the new files, in order.') }),
  review: ({ properties }) => review(properties),
} satisfies TaskSpec
