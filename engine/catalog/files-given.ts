import { z } from 'zod'

const content = z.union([
  z.string(),
  z.number().transform(String),
  z.boolean().transform(String),
  z.null(),
  z.array(z.json()).transform((list) => JSON.stringify(list)),
  z.record(z.string(), z.json()).transform((map) => JSON.stringify(map)),
])

/** Files to lay into a work folder: a map of names and contents, or a text that renders to one in JSON or to the address of such a file. */
export const filesGiven = z.union([z.record(z.string(), content), z.string()])
