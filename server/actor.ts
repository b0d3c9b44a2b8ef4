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
  /** Ready roles with the namespace subtree they hold for; undefined: everywhere. */
  roles: { role: string; namespace?: string }[]
  /** Through which door: `web`, `api`, `worker`, `system`. */
  door: string
  /** Network address, where there is one. */
  address?: string
  /** The session's id when signed in by cookie. */
  sessionId?: string
}
