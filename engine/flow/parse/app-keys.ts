import { z } from 'zod'
import { audiences, moments } from '../app.ts'
import { idSchema, localText, namespaceSchema } from './key-values.ts'

const appTypes = [
  'app',
  'io.kestra.plugin.ee.apps.Execution',
  'io.kestra.plugin.ee.apps.core.Execution',
] as const

const title = z.union([z.string().min(1).max(150), z.record(z.string(), z.string().min(1).max(150))])

/** A file of the namespace; Kestra writes the scheme in two ways. */
const picture = z.string().regex(/^nsfiles?:\/\/\/\S+\.(svg|png|jpe?g|webp|gif)$/i, {
  error: 'a picture of the namespace: `nsfile:///desk.png` (svg, png, jpg, webp, gif)',
})

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, { error: 'a colour such as `#4f46e5`' })

const revision = z.int().min(1)

/** Also its day is one that the calendar has: no 30th of February. */
function isTime(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? ''
  return !Number.isNaN(Date.parse(text)) && z.iso.date().safeParse(day).success
}

const time = z.string().refine(isTime, {
  error: 'must be a date (`2026-12-01`) or an instant (`2026-12-01T08:00:00Z`), ISO 8601',
})

const accessTypes = ['PUBLIC', 'PRIVATE'] as const
const accessType = z.enum(accessTypes)

const access = z.union([
  accessType,
  z.object({
    type: accessType.describe('`PRIVATE`: people sign in. `PUBLIC`: by its address.').default('PRIVATE'),
    groups: z
      .array(z.string().min(1))
      .describe('Slugs of the groups that may use it; empty: everybody.')
      .default([]),
    catalog: z.boolean().describe('Whether it stands in the catalog.').default(true),
    guest: z
      .enum(['ANYONE', 'VERIFIED_EMAIL'])
      .describe('What a guest of a public app must show of themselves.')
      .default('ANYONE'),
  }),
])

/** A flow of an app that has several. */
export const appFlowKeys = z.object({
  flowId: idSchema.describe('Id of the flow.'),
  namespace: namespaceSchema.describe('Its namespace; without it the one of the app.').optional(),
  displayName: title.describe('What the first screen calls it; may be given for each language.').optional(),
  description: localText.describe('What it is for.').optional(),
  flowRevision: revision.describe('The revision that is used; without it the newest.').optional(),
})

/** Keys of an app, but for its layout. */
export const appKeys = z.object({
  id: idSchema.describe('Name of the app, unique in its namespace.'),
  type: z.enum(appTypes).describe('`app`'),
  namespace: namespaceSchema.describe('Namespace of the app, and of its flow.'),
  flowId: idSchema.describe('The flow that a submission starts.').optional(),
  flows: z
    .array(appFlowKeys)
    .min(1)
    .max(20)
    .describe('Several flows in place of `flowId`: the first screen lets one choose.')
    .optional(),
  flowRevision: revision.describe('The revision of the flow that is used; without it the newest.').optional(),
  executionId: z
    .string()
    .min(1)
    .max(100)
    .describe('An execution of the flow: the page shows it, and has no form.')
    .optional(),
  displayName: title.describe('Title in the catalog; may be given for each language.'),
  description: localText
    .describe('What the app is for, Markdown; may be given for each language.')
    .optional(),
  icon: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe('Name of a Lucide icon: `shopping-cart`.')
    .optional(),
  thumbnail: picture.describe('A picture of the namespace for the catalog: `nsfile:///desk.png`.').optional(),
  tags: z.array(z.string().min(1)).describe('Words that group apps in the catalog.').default([]),
  prefix: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{1,7}$/)
    .describe('Beginning of request numbers: `PUR` in `PUR-1042`. Without it: the first letters of the id.')
    .optional(),
  access: access
    .describe('Who may use the app.')
    .default({ type: 'PRIVATE', groups: [], catalog: true, guest: 'ANYONE' }),
  embed: z
    .object({
      origins: z
        .array(
          z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/i, {
            error: 'an origin such as `https://intranet.example.com`, without a path',
          }),
        )
        .min(1)
        .max(20)
        .describe('Pages that may show the app in a frame: `https://intranet.example.com`.'),
    })
    .describe('Where the app may be shown in a frame.')
    .optional(),
  expiration: z
    .object({
      startDate: time.describe('Open from then on. A date is its beginning, in UTC.').optional(),
      endDate: time.describe('Closed from then on. A date is its end, in UTC.').optional(),
    })
    .describe('When the app may be used; what was started goes on afterwards.')
    .optional(),
  theme: z
    .object({
      logo: picture.describe('A picture of the namespace that stands above the page.').optional(),
      accent: colour.describe('Colour of buttons and links: `#4f46e5`.').optional(),
      accentDark: colour.describe('The same where the page is dark.').optional(),
    })
    .describe('What the page looks like.')
    .optional(),
  languages: z
    .array(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, { error: 'a language such as `en` or `de`' }))
    .min(1)
    .describe('Languages that the texts are there in, the first one the default.')
    .optional(),
  resume: z
    .object({
      groups: z.array(z.string().min(1)).describe('Slugs of groups.').default([]),
      allowSelf: z.boolean().describe('Whether who asked may do it, too.').default(false),
    })
    .describe('Who may go on with a paused execution, besides those who may change executions.')
    .optional(),
  prefill: z
    .array(z.string().min(1))
    .describe('Inputs that an address may fill (`?amount=5`); without it all, with `[]` none.')
    .optional(),
  extend: z
    .record(z.string(), z.json())
    .describe('Data about the app that is kept with it; nothing reads it.')
    .optional(),
  disabled: z.boolean().describe('A disabled app is not shown and takes no submissions.').default(false),
})

/** Keys of an entry of `layout`, but for its blocks. */
export const layoutKeys = z.object({
  on: z.enum(moments).describe('When it is shown.'),
  for: z
    .enum(audiences)
    .describe('To whom: `requester`, `decider` (who may resume it), `viewer`; without it to everybody.')
    .optional(),
})

/** Keys of every block. */
export const blockKeys = z.object({
  type: z.string().describe('What is shown.'),
  if: z
    .union([z.string(), z.boolean().transform(String)])
    .describe('The block is hidden when this renders to `false`, `0` or nothing.')
    .optional(),
})

/** Keys of a column, or of a tab, but for its blocks. */
export const partKeys = {
  columns: z.object({
    width: z.number().min(1).max(12).describe('Share of the width, against the other columns.').default(1),
  }),
  tabs: z.object({
    label: localText.describe('What stands on the tab; may be given for each language.'),
  }),
}
