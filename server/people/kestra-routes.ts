import { z } from 'zod'
import { route } from '#server/api/route.ts'
import { updatePerson } from './change-people.ts'
import { listPeople } from './list-people.ts'
import { getPerson } from './people.ts'
import { searchOf } from './search-of.ts'
import * as schema from './schemas.ts'
import { revokeSessions } from './sessions.ts'
import type { PersonDetail } from './view.ts'

const tag = 'People'
const accessParams = z.object({ userId: schema.idParams.shape.id })
const group = z.object({ id: z.string(), name: z.string() })
const personSummary = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  groups: z.array(group),
})
const accessAnswer = z.object({
  tenantId: z.literal('main'),
  userId: z.string(),
  username: z.string(),
  displayName: z.string(),
  groups: z.array(group),
  roles: z.array(z.object({ id: z.string(), name: z.string(), namespace: z.string().optional() })),
  superAdmin: z.boolean(),
  instanceOwner: z.boolean(),
})
const wanted = z.strictObject({
  q: z.string().max(200).nullish(),
  ids: z.array(z.string().max(100)).max(100).nullish(),
  existingOnly: z.boolean().nullish(),
  username: z.string().max(320).nullish(),
})

const groupsOf = ({ groups }: PersonDetail) => groups.map(({ id, name }) => ({ id, name }))
const summaryOf = (person: PersonDetail) => ({
  id: person.id,
  username: person.username,
  displayName: person.displayName,
  groups: groupsOf(person),
})

/** Under two names: newer clients say the second. */
const administers = ['superadmin', 'instanceowner'].map((word) =>
  route({
    method: 'PATCH',
    path: `/users/{id}/${word}`,
    tag,
    summary: 'Give or take the role that administers the product',
    permission: 'user:write',
    params: schema.idParams,
    body: schema.administration,
    handle: async ({ actor, params, body }) => void (await updatePerson(actor, params.id, body)),
  }),
)

const autocompletes = ['/users/autocomplete', '/tenant-access/autocomplete'].map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary: 'Active people by a part of their name or mail, and those of the ids; 100 at most',
    permission: 'user:read',
    body: wanted,
    answer: z.array(personSummary),
    handle: async ({ actor, body: { q, username, ids, existingOnly } }) => {
      const size = 100
      const named = ids?.length ? (await listPeople(actor, { ids, size })).results : []
      if (existingOnly) return named.map(summaryOf)
      const { results } = await listPeople(actor, { q: q ?? username ?? '', active: true, size })
      const all = new Map([...named, ...results].map((person) => [person.id, summaryOf(person)]))
      return [...all.values()].slice(0, size)
    },
  }),
)

/** What clients of Kestra call by other names than ours. */
export const kestraRoutes = [
  ...administers,
  ...autocompletes,
  route({
    method: 'PUT',
    path: '/users/{id}/groups',
    tag,
    summary: 'Put a person into these groups and out of all others',
    permission: 'user:write',
    params: schema.idParams,
    body: schema.groupIds,
    handle: async ({ actor, params, body }) =>
      void (await updatePerson(actor, params.id, { groups: body.groupIds })),
  }),
  route({
    method: 'DELETE',
    path: '/users/{id}/refresh-token',
    tag,
    summary: 'Sign a person out everywhere, as the sessions’ own address does',
    permission: 'user:write',
    params: schema.idParams,
    handle: ({ actor, params }) => revokeSessions(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/tenant-access',
    tag,
    summary: 'Who has an account, as people of the one tenant',
    permission: 'user:read',
    query: schema.peopleQuery,
    answer: z.object({ results: z.array(personSummary), total: z.int() }),
    handle: async ({ actor, query: { q, page, size }, request }) => {
      const { results, total } = await listPeople(actor, { q: q ?? searchOf(request), page, size })
      return { results: results.map(summaryOf), total }
    },
  }),
  route({
    method: 'GET',
    path: '/tenant-access/{userId}',
    tag,
    summary: 'The roles and groups of a person',
    permission: 'user:read',
    params: accessParams,
    answer: accessAnswer,
    handle: async ({ actor, params }) => {
      const person = await getPerson(actor, params.userId)
      const { id: userId, username, displayName, superAdmin, instanceOwner } = person
      const roles = person.roles.map(({ role, name = role, namespace }) => ({ id: role, name, namespace }))
      const groups = groupsOf(person)
      return { tenantId: 'main', userId, username, displayName, groups, roles, superAdmin, instanceOwner }
    },
  }),
]
