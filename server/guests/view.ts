import type { AppTheme } from '#engine/flow/app.ts'
import type { BlockView } from '#engine/flow/app-page.ts'
import type { FlowChoice, PageForm } from '#server/apps/view.ts'
import type { CaptchaView } from './captcha.ts'

/** A public app as it opens, for whoever looks. */
export interface PublicAppView {
  /** Of its address; not the app's own id. */
  id: string
  displayName: string
  /** HTML, cleaned. */
  descriptionHtml?: string
  theme?: AppTheme
  /** Who looks: somebody signed in, somebody who was here before, or anybody. */
  you: 'person' | 'guest' | 'visitor'
  /** Whether a mail address has to be confirmed before the form is sent. */
  verify: boolean
  /** Absent: the form comes when the mail address is confirmed. */
  form?: PageForm
  /** The app's layout around the form, without what is not for people outside. */
  blocks: BlockView[]
  /** The flows that can be chosen, where there are several and none is chosen yet: there is no form before. */
  flows?: FlowChoice[]
  /** When it was opened, sealed: sent along with what is sent. */
  ticket: string
  /** Milliseconds that must pass before it is sent. */
  leastMs: number
  captcha?: CaptchaView
  /** Bytes of the largest file that is taken. */
  maxUploadBytes: number
  /** Whether who lost the link to their request is sent a new one. */
  findsBack: boolean
}

export interface SubmittedByGuest {
  requestId: string
  number: string
}

/** What a guest sees of themselves. */
export interface GuestView {
  app: { publicId: string; displayName: string; theme?: AppTheme; open: boolean }
  email?: string
  verified: boolean
  /** Bytes of the largest file that is taken. */
  maxUploadBytes: number
  /** Newest first. */
  requests: { id: string; number: string; title: string; createdAt: string }[]
}

/** A guest as an editor of the app sees them. Instants are ISO 8601 in UTC. */
export interface GuestRow {
  id: string
  name?: string
  email?: string
  verified: boolean
  createdAt: string
  /** The link opens nothing any more. */
  revokedAt?: string
  /** How many they sent. */
  requests: number
  /** Of the newest of these, the newest first. */
  numbers: string[]
}

/** How an app is given to people outside. */
export interface ShareView {
  public: boolean
  guest: 'ANYONE' | 'VERIFIED_EMAIL'
  publicUrl: string
  embedUrl: string
  scriptUrl: string
  /** Pages that may show it in a frame. */
  origins: string[]
  /** Whether mail is sent at all: without it nobody can confirm an address. */
  mail: boolean
}
