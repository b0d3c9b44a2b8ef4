import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { loadActor } from '#server/people/load-actor.ts'
import { hashPassword } from '#server/people/password.ts'
import type { Role } from '#server/people/permissions.ts'

export interface PersonForTests {
  actor: Actor
  email: string
  password: string
}

export interface PersonWish {
  /** Ready roles; with a namespace: bound to it and all below it. Default: requester. */
  roles?: readonly (Role | { role: Role; namespace: string })[]
  /** Slugs; a group that is not there yet is made. */
  groups?: readonly string[]
  name?: string
  demo?: boolean
}

let counter = 0
const password = 'correct horse battery'
let passwordHash: Promise<string> | undefined

async function groupId(slug: string): Promise<string> {
  const group = await db.group.upsert({ where: { slug }, create: { id: slug, slug, name: slug }, update: {} })
  return group.id
}

/** Makes a person with real rows. */
export async function makePerson(wish: PersonWish = {}): Promise<PersonForTests> {
  const id = `person-${++counter}-${randomBytes(4).toString('hex')}`
  const name = wish.name ?? `Person ${counter}`
  const email = `${id}@test.example`
  passwordHash ??= hashPassword(password)
  const groupIds = await Promise.all((wish.groups ?? []).map(groupId))
  const bindings = (wish.roles ?? ['requester']).map((role) => (typeof role === 'string' ? { role } : role))
  await db.person.create({
    data: {
      id,
      name,
      email,
      passwordHash: await passwordHash,
      demo: wish.demo ?? false,
      roleBindings: { create: bindings.map((binding, index) => ({ id: `${id}-${index}`, ...binding })) },
      memberships: { create: groupIds.map((group) => ({ groupId: group })) },
    },
  })
  const actor = await loadActor(id, { door: 'web' })
  if (!actor) throw new Error(`${name} was not made`)
  return { actor, email, password }
}

/** The header of a call as this person: Basic. */
export function basicOf({ email, password: secret }: PersonForTests): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${email}:${secret}`).toString('base64')}` }
}
