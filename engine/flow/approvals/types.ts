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
    /** Roles and groups of which a decider holds one; who was asked at the opening does. Absent: nobody has to. */
    oneOf?: readonly string[]
  }
  /** Who approves answers the task's own form with it. */
  form?: true
  /** What deciders may do beside deciding; absent: nothing. */
  allow?: readonly Allowed[]
  /** What the author calls the decisions; absent: the product's own words. */
  labels?: { approve?: LocalText; deny?: LocalText }
  /** A decider may ask the requester for changes; absent: nobody may. */
  sendBack?: { label?: LocalText }
  /** Person id; a guest's is theirs too. */
  requesterId?: string
  /** Ids of those who decided in tasks that this one must differ from: they decide here in nobody's place. Absent: nobody did. */
  excluded?: readonly string[]
}

/** What a decider can say. */
export type Say = 'APPROVE' | 'DENY' | 'SEND_BACK'

export type Allowed = 'reassign' | 'addDecider' | 'askInfo'

export interface PersonRef {
  id: string
  name: string
}

export interface FrozenGroup {
  /** Slug of a group, or undefined where people were named. */
  slug?: string
  /** Slugs of the groups that it is made of, where there are several or people beside them; absent: it is no such mixture. */
  slugs?: readonly string[]
  /** What a reader is told: "Finance", "Ana Ruiz". */
  title: string
  people: PersonRef[]
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
  /** Epoch milliseconds, ascending: when those who have not decided are reminded. */
  remindAt?: readonly number[]
  /** How often other people are asked when it is due, before it expires; absent: never. */
  escalations?: number
  /** What it comes to when nobody is left to ask; absent: it expires. */
  then?: 'DENY'
  /** Where people find it; absent in what was opened before it was kept. */
  url?: string
}

/** A question of a decider to somebody, without giving the approval away. */
export interface Question {
  /** Person id of who is asked. */
  of: string
  /** Whether the due date stands still until it is answered. */
  stopsClock: boolean
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
  /** Id of the decider whose place it fills, who lent it to the person; absent: the person's own. */
  onBehalfOf?: string
  vote: Say
  comment?: string
  inputs?: JsonObject
  seenHash: string
  /** How long it can be taken back, milliseconds, 10,000 at most; absent: not at all. */
  holdMs?: number
  /** web, api, mail … */
  door: string
  address?: string
}

/** A decider takes a decision back that is still held. */
export interface Retraction {
  /** Made by the client, and the Update's id. */
  commandId: string
  taskRunId: string
  /** Of the decision. */
  decisionId: string
  personId: string
  door: string
  address?: string
}

/** A vote that was accepted. */
export interface Vote {
  decisionId: string
  personId: string
  personName: string
  /** The decider whose place it fills; absent: the person's own. */
  onBehalfOf?: PersonRef
  vote: Say
  comment?: string
  /** Answers to the approval's own form. */
  inputs?: JsonObject
  at: number
  /** Epoch milliseconds until which it can be taken back, and does not count yet; absent: it counts. */
  heldUntil?: number
}

/** The requester sends the form again, in the round after the one that asked for changes. A complete command: the inputs are read. */
export interface Resubmission {
  /** Made by the client, and the Update's id. */
  commandId: string
  /** The round that begins with it. */
  round: number
  inputs: JsonObject
  /** Id of the person who sends it. */
  by: string
  door: string
  address?: string
}
