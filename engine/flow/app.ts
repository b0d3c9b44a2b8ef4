import type { JsonObject, LocalText } from './flow.ts'

/** When a layout is shown. */
export const moments = [
  'OPEN',
  'CREATED',
  'RUNNING',
  'PAUSE',
  'RESUME',
  'SUCCESS',
  'FAILURE',
  'ERROR',
  'FALLBACK',
] as const
export type Moment = (typeof moments)[number]

/** Whom a layout is for; without it: everybody. */
export const audiences = ['requester', 'decider', 'viewer'] as const
export type Audience = (typeof audiences)[number]

/** A flow that an app starts. */
export interface AppFlow {
  flowId: string
  namespace: string
  /** What the first screen calls it, where there are several. */
  displayName?: LocalText
  description?: LocalText
  /** The form and the start use this revision; absent: the newest. */
  flowRevision?: number
}

/** An app as it is stored beside its source: a face of one flow, or of several, for requesters. */
export interface App {
  /** Unique in its namespace. */
  id: string
  namespace: string
  /** At least one. */
  flows: [AppFlow, ...AppFlow[]]
  /** The page shows this execution and has no form. */
  executionId?: string
  displayName: LocalText
  /** Markdown. */
  description?: LocalText
  /** Name of a Lucide icon, kebab-case. */
  icon?: string
  /** A picture of the namespace: `nsfile:///icons/desk.png`. */
  thumbnail?: string
  tags: string[]
  /** Of request numbers: `PUR` in `PUR-1042`. */
  prefix: string
  access: AppAccess
  embed?: {
    /** Pages that may show the app in a frame: `https://intranet.example.com`. */
    origins: string[]
  }
  expiration?: {
    /** Instants, ISO 8601 in UTC. Open from the first on, closed from the second on. */
    startDate?: string
    endDate?: string
  }
  theme?: AppTheme
  /** The languages that its texts are there in, the first one the default. */
  languages?: string[]
  /** Who may go on with a paused execution, besides those who may change executions. */
  resume?: {
    /** Slugs of groups. */
    groups: string[]
    /** Whether who asked may do it, too. */
    allowSelf: boolean
  }
  /** Ids of the inputs that an address may fill; absent: all of them. */
  prefill?: string[]
  /** Absent: the form, what happens next, and the tracker. */
  layout?: Layout[]
  /** Data about the app that its makers keep with it; nothing reads it. */
  extend?: JsonObject
  disabled: boolean
}

export interface AppAccess {
  /** `PUBLIC`: by its address, without an account. */
  type: 'PUBLIC' | 'PRIVATE'
  /** Slugs of the groups that may use it; empty: everybody signed in. */
  groups: string[]
  /** Whether it stands in the catalog of those who may use it. */
  catalog: boolean
  /** What a guest of a public app must show of themselves. */
  guest: 'ANYONE' | 'VERIFIED_EMAIL'
}

export interface AppTheme {
  /** A picture of the namespace, `nsfile:///logo.svg`. */
  logo?: string
  /** `#rrggbb`. */
  accent?: string
  accentDark?: string
}

/** What the page shows at a moment. */
export interface Layout {
  on: Moment
  for?: Audience
  blocks: Block[]
}

export interface Block {
  /** Canonical. */
  type: string
  /** As they were written, aliases resolved and defaults filled in; texts may hold templates. */
  properties: JsonObject
  /** A template: the block is shown only where it is true. */
  if?: string
  /** Of blocks that hold blocks. */
  parts?: BlockPart[]
}

/** A column, or the page of a tab. */
export interface BlockPart {
  label?: LocalText
  /** Share of the row's width; the columns' shares are set against one another. */
  width?: number
  blocks: Block[]
}

/** Three to five capital letters from a name: `purchase-request` gives `PUR`. */
export function prefixFor(id: string): string {
  const letters = id.toUpperCase().replace(/[^A-Z]/g, '')
  return letters.length >= 3 ? letters.slice(0, 3) : letters.padEnd(3, 'X')
}
