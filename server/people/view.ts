/** A person as admins see them. Instants are ISO 8601 in UTC. */
export interface PersonDetail {
  id: string
  name: string
  email: string
  /** The mail address and the name again, as clients of Kestra spell them; the last word of the name is the last name. */
  username: string
  displayName: string
  firstName: string
  lastName: string
  timeZone: string
  language: string
  manager?: { id: string; name: string }
  active: boolean
  /** Whether a role of their own administers the product. */
  superAdmin: boolean
  /** The same, as newer clients spell it. */
  instanceOwner: boolean
  /** Kestra's word for an account that only looks; here roles say it. */
  restricted: false
  tenants: { id: string; name: string }[]
  demo: boolean
  /** Roles of their own, with the namespace subtree each holds for; without: everywhere. */
  roles: RoleGrant[]
  groups: { id: string; slug: string; name: string; owner: boolean }[]
  /** Whether it is asked for when they sign in. */
  hasSecondFactor: boolean
  createdAt: string
  lastSeenAt?: string
  /** Of the last invitation by mail; absent once they have signed in. */
  invitedAt?: string
}

export interface RoleGrant {
  /** Name of a ready role, or the id of a custom one. */
  role: string
  /** What people call it, of a custom one. */
  name?: string
  namespace?: string
}

export interface SessionView {
  /** The end of the session's id, which is all that a list shows of it. */
  id: string
  createdAt: string
  lastSeenAt: string
  expiresAt: string
  address?: string
  userAgent?: string
  /** "Firefox, Linux", from `userAgent`. */
  device?: string
  /** Whether it is the one that asks. */
  current: boolean
}
