/** Who asks: every verb's first argument. */
export interface Actor {
  /** Person id; the system itself is `system`. */
  id: string
  name: string
  email: string
  timeZone: string
  language: string
  /** Ids and slugs of the groups the person belongs to. */
  groups: { id: string; slug: string; owner: boolean }[]
  /** Roles with the namespace subtree they hold for; undefined: everywhere. */
  roles: BoundRole[]
  /** Of a token that holds less than its owner: nothing beyond it is allowed, whatever the roles and relations. */
  scope?: TokenScope
  /** Somebody without an account who uses a public app; absent: everybody else. */
  guest?: GuestPart
  /** Through which door: `web`, `api`, `worker`, `system`, `guest`, `link`, `mail`. */
  door: string
  /** Network address, where there is one. */
  address?: string
  /** What the caller's program says it is, cut to 300 characters. */
  userAgent?: string
  /** The session's id when signed in by cookie. */
  sessionId?: string
}

/** What is known of a guest. Their `email` is what they gave, or empty. */
export interface GuestPart {
  /** The one app that is open to them. */
  appId: string
  /** Whether they have shown that the mail address is theirs. */
  verified: boolean
}

/** What a token narrows its owner's rights to. */
export interface TokenScope {
  /** Only these; absent: all that the owner holds. */
  permissions?: readonly string[]
  /** Only in it and below it. */
  namespace?: string
}

/** A role that somebody was given, or their group. */
export interface BoundRole {
  /** Name of a ready role, or the id of a custom one. */
  role: string
  namespace?: string
  /** Only of a custom one: what people call it, and what it holds. */
  name?: string
  permissions?: readonly string[]
}
