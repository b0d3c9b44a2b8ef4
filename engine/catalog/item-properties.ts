import { z } from 'zod'

/** A number, or a template that renders to one. */
const count = z.union([z.int().min(1), z.string().min(1)])

/** How a file is cut into batches. */
export const itemProperties = {
  items: z.string().min(1).describe('Address of the file whose items are played: `{{ inputs.file }}`.'),
  batch: z
    .object({
      rows: count.describe('Most items of a batch; counts where nothing else is said.').default(1),
      bytes: z.string().min(1).describe('Most bytes of a batch: `10KB`.').optional(),
      partitions: count.describe('Number of batches, between which the items are dealt out.').optional(),
      separator: z.string().min(1).describe('What stands between two items.').default('\n'),
    })
    .describe('How many items an execution gets: by rows, by bytes or by the number of batches.')
    .default({ rows: 1, separator: '\n' }),
}
