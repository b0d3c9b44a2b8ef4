/** A group as a list shows it. */
export interface GroupSummary {
  id: string
  /** What YAML uses; never changes. */
  slug: string
  name: string
  description: string
  memberCount: number
}

/** A group with what the actor may do in it. */
export interface GroupDetail extends GroupSummary {
  /** Whether the actor may manage who is in it. */
  mayManage: boolean
}

/** Somebody in a group: a person, or a service account. */
export interface GroupMember {
  id: string
  /** Mail address of a person, name of a service account. */
  username: string
  displayName: string
  active: boolean
  serviceAccount: boolean
  /** This group, and what they are in it; `external`: by the claims of a provider of single sign-on. */
  groups: { id: string; name: string; external: boolean; membership: 'OWNER' | 'MEMBER' }[]
}

/** Somebody who can be put into a group. */
export interface Candidate {
  id: string
  name: string
  email: string
}

export interface PageOf<T> {
  results: T[]
  total: number
}
