import type { AppTheme, Moment } from '#engine/flow/app.ts'
import type { BlockView } from '#engine/flow/app-page.ts'
import type { Input } from '#engine/flow/flow.ts'
import type { FailedCheck } from '#engine/flow/inputs/checks.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import type { Usual } from '#server/requests/usual.ts'
import type { RequestRow, RequestView } from '#server/requests/view.ts'

/** A card of the catalog. */
export interface AppCard {
  id: string
  /** In the reader's language, as the description. */
  displayName: string
  description?: string
  icon?: string
  /** Address of its picture. */
  thumbnail?: string
  tags: string[]
  favourite: boolean
  /** When the actor used it last. */
  usedAt?: string
}

/** Why an app can be used, or not. */
export const appStates = ['available', 'disabled', 'flow-missing', 'not-yet', 'closed'] as const
export type AppState = (typeof appStates)[number]

/** A row of the studio's list. */
export interface AppRow {
  uid: string
  /** As its source says. */
  id: string
  name: string
  namespace: string
  flowId: string
  type: 'app'
  tags: string[]
  enabled: boolean
  disabled: boolean
  /** False: the default app of its flow, which has no source. */
  written: boolean
  revision: number
  state: AppState
  accessType: 'PUBLIC' | 'PRIVATE'
  created: string
  updated: string
}

/** An app with its source. */
export interface AppSource extends AppRow {
  /** Of a default app: what one would begin with. */
  source: string
}

/** An app's form as it opens. */
export interface AppView extends AppCard {
  revision: number
  flowRevision: number
  inputs: Input[]
  states: InputState[]
  /** The flow's checks that speak about these values. */
  checks: FailedCheck[]
  /** "What happens next": titles of the stages, and who decides, with "may" where answers decide. */
  next: ({ id: string; title: string; may: boolean; deciders: string[] } & Partial<Usual>)[]
  /** Ids of the inputs that the address filled in. */
  fromLink: string[]
}

/** What `validate` answers while the form is filled in. */
export interface FormState {
  /** The layout's blocks whose texts follow the answers. */
  blocks?: BlockView[]
  states: InputState[]
  checks: FailedCheck[]
  next: AppView['next']
}

/** A flow of an app that has several, for the first screen. */
export interface FlowChoice {
  /** What is sent as `flow` with the form: `namespace/id`. */
  id: string
  displayName: string
  /** HTML. */
  description?: string
}

/** The page of an app at one moment, for one reader. */
export interface AppPageView {
  app: AppCard & { url: string; theme?: AppTheme; languages?: string[]; revision: number }
  moment: Moment
  /** Not at OPEN. */
  executionId?: string
  requestId?: string
  blocks: BlockView[]
  /** The flows that can be chosen, where there are several and none is chosen yet: there is no form before. */
  flows?: FlowChoice[]
  /** At OPEN, where a block needs it. */
  form?: PageForm
  /** The paused task's form, for who may resume it. */
  resume?: ResumeForm
  may: { cancel: boolean; resume: boolean }
  /** The tracker's data, where a block needs it. */
  request?: RequestView
  /** The reader's earlier requests with this app, where a block needs them. */
  requests?: RequestRow[]
  /** What is open to be decided, where a block needs it: `decides` says whether by the reader. */
  approvals?: { id: string; title: string; decides: boolean }[]
  /** What an editor of the app should know: its flow is missing, say. */
  warnings?: string[]
}

export interface PageForm extends FormState, Pick<AppView, 'fromLink'> {
  flowRevision: number
  inputs: Input[]
  /** Of the flow that was chosen: `namespace/id`. */
  flow: string
  /** The layout has a button that submits: the form shows none of its own. */
  hasButton: boolean
}

export interface ResumeForm {
  /** Undefined: a person holds the whole execution. */
  taskRunId?: string
  /** The layout has a button for it: the form shows none of its own. */
  hasButton: boolean
  inputs: Input[]
  states: InputState[]
}
