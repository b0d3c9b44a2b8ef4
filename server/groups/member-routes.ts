import { filtersOf } from '#server/api/filters.ts'
import { route } from '#server/api/route.ts'
import { addMember, removeMember } from './change-members.ts'
import * as schema from './schemas.ts'
import { searchCandidates, searchMembers } from './search-members.ts'

const tag = 'Groups'

/** Who is in a group: by `group-member:write`, or as its owner. */
export const memberRoutes = [
  route({
    method: 'GET',
    path: '/groups/{id}/members',
    tag,
    summary: 'Who is in a group, owners first; `filters[q][EQUALS]` looks in names and mail addresses',
    permission: 'group:read',
    params: schema.idParams,
    query: schema.listQuery,
    answer: schema.memberPage,
    handle: ({ actor, params, query: { page, size }, request }) =>
      searchMembers(actor, params.id, { page, size, filters: filtersOf(request) }),
  }),
  route({
    method: 'GET',
    path: '/groups/{id}/candidates',
    tag,
    summary: 'People who can be put into a group, by a part of their name or mail; ten at most',
    permission: 'group-member:write',
    params: schema.idParams,
    query: schema.candidateQuery,
    answer: schema.candidates,
    handle: ({ actor, params, query }) => searchCandidates(actor, params.id, query.q),
  }),
  route({
    method: 'PUT',
    path: '/groups/{id}/members/{userId}',
    tag,
    summary: 'Put a person into a group',
    permission: 'group-member:write',
    params: schema.memberParams,
    body: schema.ownership,
    answer: schema.memberAnswer,
    handle: ({ actor, params, body }) =>
      addMember(actor, { groupId: params.id, personId: params.userId }, body.owner),
  }),
  route({
    method: 'PUT',
    path: '/groups/{id}/members/membership/{userId}',
    tag,
    summary: 'Make a member of a group its owner, or no longer',
    permission: 'group-member:write',
    params: schema.memberParams,
    query: schema.membershipQuery,
    answer: schema.memberAnswer,
    handle: ({ actor, params, query }) =>
      addMember(actor, { groupId: params.id, personId: params.userId }, query.membership === 'OWNER'),
  }),
  route({
    method: 'DELETE',
    path: '/groups/{id}/members/{userId}',
    tag,
    summary: 'Take a person out of a group',
    permission: 'group-member:write',
    params: schema.memberParams,
    answer: schema.memberAnswer,
    handle: ({ actor, params }) => removeMember(actor, { groupId: params.id, personId: params.userId }),
  }),
]
