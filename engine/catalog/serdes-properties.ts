import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { isCharset } from './charset.ts'

const sign = z.string().refine((text) => [...text].length === 1, 'must be one sign')

/** What every task that turns one format of rows into another takes. */
export const serdesProperties = {
  from: z.string().min(1).describe('Address of the file.'),
  charset: dynamic(z.string().refine(isCharset, 'must be a character set such as `UTF-8`'))
    .default('UTF-8')
    .describe('Character set of the text: of the CSV or JSON.'),
}

/** How CSV is written. */
export const csvProperties = {
  header: dynamic(z.boolean())
    .default(true)
    .describe('Whether the first row holds the names of the columns.'),
  fieldSeparator: dynamic(sign).default(',').describe('Sign between two fields.'),
  textDelimiter: dynamic(sign).default('"').describe('Sign around a field that holds others of these signs.'),
}

export const serdesOutputs = {
  uri: z.string().describe('Address of the new file.'),
  size: z.number().describe('How many rows it has.'),
}
