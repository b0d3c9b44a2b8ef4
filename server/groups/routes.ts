import { z } from 'zod'
import { filtersOf } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import { autocomplete, someIds } from '#server/roles/schemas.ts'
import { deleteGroup } from './delete-group.ts'
import { memberRoutes } from './member-routes.ts'
import { createGroup, updateGroup } from './save-group.ts'
import * as schema from './schemas.ts'
import { getGroup, listGroups, searchGroups } from './search-groups.ts'

const tag = 'Groups'

const groupRoutes = [
  route({
    method: 'GET',
    path: '/groups/search',
    tag,
    summary: 'Groups by name; `filters[q][EQUALS]` looks in names, slugs and descriptions',
    permission: 'group:read',
    query: schema.listQuery,
    answer: schema.groupPage,
    handle: ({ actor, query: { page, size, sort }, request }) =>
      searchGroups(actor, { page, size, sort, filters: filtersOf(request) }),
  }),
  route({
    method: 'GET',
    path: '/groups',
    tag,
    summary: 'All groups that you may know',
    permission: 'group:read',
    answer: z.array(schema.groupSummary),
    handle: ({ actor }) => listGroups(actor),
  }),
  route({
    method: 'POST',
    path: '/groups',
    tag,
    summary: 'Make a group',
    permission: 'group:write',
    body: schema.newGroup,
    answer: schema.groupAnswer,
    handle: ({ actor, body }) => createGroup(actor, body),
  }),
  route({
    method: 'POST',
    path: '/groups/ids',
    tag,
    summary: 'Groups by their ids; ids of none are left out',
    permission: 'group:read',
    body: someIds,
    answer: z.array(schema.groupSummary),
    handle: ({ actor, body }) => listGroups(actor, body.ids),
  }),
  route({
    method: 'POST',
    path: '/groups/autocomplete',
    tag,
    summary: 'Groups whose name or slug has the text, and those of the ids; `existingOnly`: these only',
    permission: 'group:read',
    body: autocomplete,
    answer: z.array(schema.groupSummary),
    handle: async ({ actor, body: { q, ids, existingOnly } }) =>
      (await listGroups(actor)).filter(
        ({ id, name, slug }) =>
          ids.includes(id) ||
          (!existingOnly && `${name}\n${slug}`.toLowerCase().includes(q.trim().toLowerCase())),
      ),
  }),
  route({
    method: 'GET',
    path: '/groups/{id}',
    tag,
    summary: 'Get a group',
    permission: 'group:read',
    params: schema.idParams,
    answer: schema.groupAnswer,
    handle: ({ actor, params }) => getGroup(actor, params.id),
  }),
  route({
    method: 'PUT',
    path: '/groups/{id}',
    tag,
    summary: 'Change the name and description of a group; its slug stays',
    permission: 'group:write',
    params: schema.idParams,
    body: schema.groupChange,
    answer: schema.groupAnswer,
    handle: ({ actor, params, body }) => updateGroup(actor, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/groups/{id}',
    tag,
    summary: 'Delete a group',
    permission: 'group:write',
    params: schema.idParams,
    handle: ({ actor, params }) => deleteGroup(actor, params.id),
  }),
]

/** Rows of the router table about groups and who is in them. */
export const routes: Route[] = [...groupRoutes, ...memberRoutes]
