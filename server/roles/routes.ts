import { z } from 'zod'
import { filtersOf } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import { bindRoles } from './bind-role.ts'
import { deleteRole } from './delete-role.ts'
import { getRole } from './get-role.ts'
import { createRole, updateRole } from './save-role.ts'
import * as schema from './schemas.ts'
import { getBinding, searchBindings } from './search-bindings.ts'
import { listRoles, searchRoles } from './search-roles.ts'
import { unbindRole } from './unbind-role.ts'

const tag = 'Roles'

const roleRoutes = [
  route({
    method: 'GET',
    path: '/roles/search',
    tag,
    summary: 'Roles by name, ready ones first; `filters[q][EQUALS]` looks in names and descriptions',
    permission: 'role:read',
    query: schema.roleQuery,
    answer: schema.rolePage,
    handle: ({ actor, query: { page, size, sort }, request }) =>
      searchRoles(actor, { page, size, sort, filters: filtersOf(request) }),
  }),
  route({
    method: 'GET',
    path: '/roles',
    tag,
    summary: 'All roles with what they hold',
    permission: 'role:read',
    answer: z.array(schema.roleAnswer),
    handle: ({ actor }) => listRoles(actor),
  }),
  route({
    method: 'POST',
    path: '/roles',
    tag,
    summary: 'Make a role of permissions that you hold yourself',
    permission: 'role:write',
    body: schema.roleBody,
    answer: schema.roleAnswer,
    handle: ({ actor, body: { isDefault: _, ...body } }) => createRole(actor, body),
  }),
  route({
    method: 'POST',
    path: '/roles/ids',
    tag,
    summary: 'Roles by their ids; ids of none are left out',
    permission: 'role:read',
    body: schema.someIds,
    answer: z.array(schema.roleAnswer),
    handle: async ({ actor, body }) => (await listRoles(actor)).filter(({ id }) => body.ids.includes(id)),
  }),
  route({
    method: 'POST',
    path: '/roles/autocomplete',
    tag,
    summary: 'Roles whose name has the text, and those of the ids; `existingOnly`: these only',
    permission: 'role:read',
    body: schema.autocomplete,
    answer: z.array(schema.roleSummary),
    handle: async ({ actor, body: { q, ids, existingOnly } }) =>
      (await listRoles(actor)).filter(
        ({ id, name }) => ids.includes(id) || (!existingOnly && name.toLowerCase().includes(q.toLowerCase())),
      ),
  }),
  route({
    method: 'GET',
    path: '/roles/{id}',
    tag,
    summary: 'A role with what it holds',
    permission: 'role:read',
    params: schema.idParams,
    answer: schema.roleAnswer,
    handle: ({ actor, params }) => getRole(actor, params.id),
  }),
  route({
    method: 'PUT',
    path: '/roles/{id}',
    tag,
    summary: 'Change a role, at once for all who have it',
    permission: 'role:write',
    params: schema.idParams,
    body: schema.roleBody,
    answer: schema.roleAnswer,
    handle: ({ actor, params, body: { isDefault: _, ...body } }) => updateRole(actor, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/roles/{id}',
    tag,
    summary: 'Delete a role that nobody has',
    permission: 'role:write',
    params: schema.idParams,
    handle: ({ actor, params }) => deleteRole(actor, params.id),
  }),
]

const bindingRoutes = [
  route({
    method: 'GET',
    path: '/bindings/search',
    tag,
    summary: 'Who has which role, and where',
    permission: 'binding:read',
    query: schema.bindingQuery,
    answer: schema.bindingPage,
    handle: ({ actor, query }) => searchBindings(actor, query),
  }),
  route({
    method: 'POST',
    path: '/bindings',
    tag,
    summary: 'Give a role to a person or a group, everywhere or in a namespace',
    permission: 'binding:write',
    body: schema.grant,
    answer: schema.bindingAnswer,
    handle: async ({ actor, body }) => (await bindRoles(actor, [body]))[0],
  }),
  route({
    method: 'POST',
    path: '/bindings/bulk',
    tag,
    summary: 'Give several roles, all or none',
    permission: 'binding:write',
    body: schema.grants,
    answer: z.array(schema.bindingAnswer),
    handle: ({ actor, body }) => bindRoles(actor, body),
  }),
  route({
    method: 'GET',
    path: '/bindings/{id}',
    tag,
    summary: 'One role that somebody has',
    permission: 'binding:read',
    params: schema.idParams,
    answer: schema.bindingAnswer,
    handle: ({ actor, params }) => getBinding(actor, params.id),
  }),
  route({
    method: 'DELETE',
    path: '/bindings/{id}',
    tag,
    summary: 'Take a role away',
    permission: 'binding:write',
    params: schema.idParams,
    handle: ({ actor, params }) => unbindRole(actor, params.id),
  }),
]

/** Rows of the router table about roles and who has them. */
export const routes: Route[] = [...roleRoutes, ...bindingRoutes]
