import type { Json, JsonObject, LocalText } from '../flow.ts'

/** How many different people of a group must agree: a number, or a share of the group in percent. */
export type Quorum = 'any' | 'all' | number | `${number}%`

/** Who decides and by which rules, frozen when the approval is opened. */
export interface Policy {
  groups: FrozenGroup[]
  order: 'parallel' | 'sequential'
  rules: {
    notRequester: boolean
    commentRequired: 'NEVER' | 'ALWAYS' | 'ON_DENY'
  }
  /** What the author calls the decisions; absent: the product's own words. */
  labels?: { approve?: LocalText; deny?: LocalText }
  /** Person id; a guest's is theirs too. */
  requesterId?: string
}

export interface FrozenGroup {
  /** Slug of a group, or undefined where people were named. */
  slug?: string
  /** What a reader is told: "Finance", "Ana Ruiz". */
  title: string
  people: { id: string; name: string }[]
  quorum: Quorum
}

export interface ShownFile {
  uri: string
  name: string
  /** Bytes. */
  size: number
}

/** What is shown to a decider, frozen with it. */
export interface ShownValue {
  label: string
  value: Json
  /** The value as a person reads it. */
  display: string
  /** Set where the value is a file. */
  file?: ShownFile
  /** Set where it is a list of them. */
  files?: ShownFile[]
  /** Of a signature: the path of an SVG of 300 by 100. */
  drawing?: string
}

export interface FrozenApproval {
  version: number
  /** SHA-256, hexadecimal, over canonical JSON of title, message, shown values, files' hashes, flow revision and round. */
  seenHash: string
  policy: Policy
  /** Epoch milliseconds. */
  dueAt?: number
}

/** A complete command: everything that needs data was checked by the verb. Its id is made by the client and is the Update's id. */
export interface Decision {
  decisionId: string
  /** Id of the approval's task run. */
  taskRunId: string
  version: number
  round: number
  personId: string
  personName: string
  onBehalfOf?: string
  vote: 'APPROVE' | 'DENY'
  comment?: string
  inputs?: JsonObject
  seenHash: string
  /** web, api, mail … */
  door: string
  address?: string
}

/** A vote that counted. */
export interface Vote {
  decisionId: string
  personId: string
  personName: string
  vote: 'APPROVE' | 'DENY'
  comment?: string
  at: number
}
