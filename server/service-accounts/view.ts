import type { RoleGrant } from '#server/people/view.ts'

/** A program that acts in the product, by tokens. Instants are ISO 8601 in UTC. */
export interface ServiceAccount {
  id: string
  name: string
  /** The name again, as lists of people and programs spell it. */
  username: string
  displayName: string
  description: string
  groups: { id: string; name: string }[]
  tenants: { id: string; name: string }[]
  /** Whether it administers the product. */
  superAdmin: boolean
  /** The same, as newer clients spell it. */
  instanceOwner: boolean
  /** Of its own, with where each holds. */
  roles: RoleGrant[]
  tokenCount: number
  lastUsed?: string
  createdAt: string
}
