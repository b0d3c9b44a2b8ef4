import { z } from 'zod'

/** Its parts are folders of the address of a file. */
export const namespaceParams = z.object({
  namespace: z
    .string()
    .max(200)
    .regex(/^[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*$/),
})

const path = z.string().max(4000)
const revision = z.coerce.number().int().min(1).max(2_147_483_647)
export const pathQuery = z.object({ path })
export const folderQuery = z.object({ path: path.default('').describe('Without it: the root') })
export const contentQuery = z.object({
  path,
  revision: revision.optional().describe('Without it: the newest'),
})
const expected = z.coerce
  .number()
  .int()
  .min(0)
  .max(2_147_483_647)
  .optional()
  .describe(
    'The newest revision that one knows, 0: none; with another the answer is 409. Absent: whichever there is',
  )
export const writeQuery = z.object({ path, expected })
export const restoreQuery = z.object({ path, revision, expected })
export const moveQuery = z.object({ from: path, to: path })
export const searchQuery = z.object({ q: z.string().max(1000) })

export const attributesSchema = z.object({
  fileName: z.string(),
  type: z.enum(['File', 'Directory']),
  size: z.number().describe('Bytes'),
  creationTime: z.number().describe('Epoch milliseconds'),
  lastModifiedTime: z.number().describe('Epoch milliseconds'),
  files: z.number().optional().describe('Where one folder is asked about: files in it and below'),
})
export const versionSchema = z.object({
  revision: z.number(),
  size: z.number().describe('Bytes'),
  sha256: z.string(),
  created: z.string(),
})
export const importedSchema = z.object({
  paths: z.array(z.string()).describe('Of the files that were written'),
})
