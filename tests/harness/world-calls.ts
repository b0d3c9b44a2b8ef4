import type { Route } from '#server/api/route.ts'

/** The names of the things in the world, for addresses and bodies. */
export type Things = Record<
  | 'namespace'
  | 'flowId'
  | 'executionId'
  | 'taskRunId'
  | 'requestId'
  | 'approvalId'
  | 'seenHash'
  | 'uri'
  | 'groupId'
  | 'memberId'
  | 'ownerId'
  | 'sessionId'
  | 'absenceId'
  | 'tokenId'
  | 'uploadId'
  | 'draftId'
  | 'viewId'
  | 'roleId'
  | 'bindingId'
  | 'accountId'
  | 'accountTokenId'
  | 'auditId'
  | 'appId'
  | 'commentId'
  | 'personId'
  | 'publicId',
  string
>

/** Looks like the id of an execution, where a row asks for that; there is none. */
const nobodysId = 'NothingNothingNothing0'

/** Which thing an `{id}` is, by the address before it. The first that fits. */
const ids: readonly (readonly [RegExp, keyof Things])[] = [
  [/^\/flows\/\{namespace\}\//, 'flowId'],
  [/^\/namespaces\//, 'namespace'],
  [/^\/(executions|logs|outputs|metrics)\//, 'executionId'],
  [/^\/requests\//, 'requestId'],
  [/^\/approvals\//, 'approvalId'],
  [/^\/uploads\//, 'uploadId'],
  [/^\/drafts\//, 'draftId'],
  [/^\/saved-views\//, 'viewId'],
  [/^\/users\//, 'ownerId'],
  [/^\/me\/sessions\//, 'sessionId'],
  [/^\/groups\//, 'groupId'],
  [/^\/roles\//, 'roleId'],
  [/^\/bindings\//, 'bindingId'],
  [/^\/service-accounts\//, 'accountId'],
  [/^\/auditlogs\//, 'auditId'],
  [/^\/apps\//, 'appId'],
  [/^\/public\/apps\//, 'publicId'],
]

/** Names in addresses that stand for the same wherever they stand. */
const fixed: Readonly<Record<string, string>> = {
  taskId: 'say',
  decisionId: 'walk-decision-01',
  questionId: 'walk-question-001',
  triggerId: 'hook',
  metric: 'none',
  identityId: 'none',
  delegationId: 'none',
  cls: 'log',
  linkId: 'none',
  guestId: 'none',
  token: 'none',
  path: 'x',
  revision: '1',
  dispatch: 'create',
  slug: 'business',
  country: 'DE',
}

function thingFor(name: string, { path }: Route, things: Things): string | undefined {
  if (name === 'id') return things[ids.find(([place]) => place.test(path))?.[1] ?? 'flowId']
  if (name === 'key')
    return path.includes('/webhook/') ? 'walk-key' : path.includes('/secrets/') ? 'WALK' : 'walk'
  if (name === 'type') return path.startsWith('/plugins/schemas') ? 'flow' : 'STRING'
  if (name === 'userId') return things.memberId
  if (name === 'detailId') return things.auditId
  if (name === 'stream') return things.executionId
  if (name === 'tokenId' && path.startsWith('/service-accounts')) return things.accountTokenId
  return (things as Readonly<Record<string, string>>)[name] ?? fixed[name]
}

/** The address of a row with its names filled in; without `things`: with names of nothing. */
export function filled(row: Route, things: Things | undefined): string {
  return row.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!things) return row.forms?.[name]?.test('nothing') === false ? nobodysId : 'nothing'
    const value = thingFor(name, row, things)
    if (value === undefined) throw new Error(`Nothing is known for {${name}} in ${row.path}`)
    return encodeURIComponent(value)
  })
}

/** What a row needs in its query to be about the things. */
export function queryFor({ method, path }: Route, { uri, namespace, flowId, executionId }: Things): string {
  const queries: Readonly<Record<string, string>> = {
    'GET /executions/{id}/file': `path=${encodeURIComponent(uri)}`,
    'GET /executions/{id}/file/metas': `path=${encodeURIComponent(uri)}`,
    'GET /executions/{id}/file/preview': `path=${encodeURIComponent(uri)}`,
    'GET /requests/{id}/file': `uri=${encodeURIComponent(uri)}`,
    'GET /saved-views': 'page=requests',
    'GET /executions': `namespace=${namespace}&flowId=${flowId}`,
    'GET /flows/source': 'q=reason',
    'GET /executions/distinct-field-values': 'field=namespace',
    'DELETE /flows/{namespace}/{id}/revisions': 'revisions=1',
    'GET /groups/{id}/candidates': 'q=its',
    'PUT /groups/{id}/members/membership/{userId}': 'membership=MEMBER',
    'GET /namespaces/{namespace}/files': 'path=/walk.txt',
    'GET /namespaces/{namespace}/files/revisions': 'path=/walk.txt',
    'GET /namespaces/{namespace}/files/search': 'q=walk',
    'POST /namespaces/{namespace}/files': 'path=/walk.txt',
    'POST /namespaces/{namespace}/files/directory': 'path=/walk',
    'PUT /namespaces/{namespace}/files': 'from=/walk.txt&to=/moved.txt',
    'DELETE /namespaces/{namespace}/files': 'path=/walk.txt',
    'GET /apps/view/{id}/picture': 'name=nsfile:///walk.svg',
    'GET /apps/view/{id}/file/meta': `path=${encodeURIComponent(uri)}`,
    'GET /apps/view/{id}/file/preview': `path=${encodeURIComponent(uri)}`,
    'GET /apps/view/{id}/file/download': `path=${encodeURIComponent(uri)}`,
    'GET /apps/view/{id}/logs/download': `executionId=${executionId}`,
  }
  const aboutThem = path.endsWith('/by-query') && path !== '/triggers/delete/by-query'
  const newStatus =
    path.includes('change-status') && method === 'POST'
      ? `${path.includes('{id}') ? 'status' : 'newStatus'}=FAILED`
      : ''
  const query =
    queries[`${method} ${path}`] ??
    [aboutThem ? `filters[namespace][EQUALS]=${namespace}` : '', newStatus].filter(Boolean).join('&')
  return query === '' ? '' : `?${query}`
}

interface Sent {
  body?: string | FormData
  type?: string
}

/** A body that would change something where the call is let in. */
export function bodyFor(row: Route, { things, source }: { things: Things; source: string }): Sent {
  const { method, path, bodyKind } = row
  if (method === 'GET') return {}
  if (bodyKind === 'yaml') return { body: appOr(path, source), type: 'application/x-yaml' }
  if (bodyKind === 'stream') return { body: '"changed"', type: 'application/json' }
  if (bodyKind === 'multipart') {
    const form = new FormData()
    form.set('reason', 'changed')
    form.set('__kestra_app_source__', appOr('/apps', source))
    form.set('fileContent', new Blob(['changed']), 'walk.txt')
    form.set(
      'fileUpload',
      new Blob([path.startsWith('/apps') ? appOr('/apps', source) : source]),
      'flows.yml',
    )
    return { body: form }
  }
  if (!row.body) return {}
  const body =
    Object.entries(bodies(things, source)).find(([call]) => `${method} ${path}`.includes(call))?.[1] ?? {}
  return { body: JSON.stringify(body), type: 'application/json' }
}

const nine = [{ from: '09:00', to: '17:00' }]
const week = { monday: nine, tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }

/** By a part of the call; the first that fits. */
function bodies(things: Things, source: string): Readonly<Record<string, unknown>> {
  const { namespace, flowId, executionId, taskRunId } = things
  const trigger = { namespace, flowId, triggerId: 'hook', disabled: true }
  return {
    '/superadmin': { superAdmin: true },
    '/apps/export': { uids: [things.appId] },
    '/apps/enable': { uids: [things.appId] },
    '/apps/disable': { uids: [things.appId] },
    'DELETE /apps': { uids: [things.appId] },
    '/instanceowner': { superAdmin: true },
    '/autocomplete': { q: '' },
    '/api-tokens': { name: 'changed' },
    'PUT /users/{id}/groups': { groupIds: [] },
    '/executions/labels/by-ids': { executionsId: [executionId], executionLabels: [{ key: 'a', value: 'b' }] },
    '/labels': [{ key: 'a', value: 'b' }],
    '/executions/latest': [{ namespace, id: flowId }],
    '/flows/form/options': { source, inputId: 'reason' },
    '/options': { inputId: 'reason' },
    '/flows/form': { source, values: {} },
    '/resume/form': { values: {} },
    'PUT /concurrency-limit/': { running: 0 },
    '/state': { taskRunId, state: 'FAILED' },
    '/resume-links': {},
    '/public/resume/': { values: {} },
    '/codes': { email: 'guest@outside.example', ticket: 'none' },
    '/links': { email: 'guest@outside.example', ticket: 'none' },
    '/guests': {},
    '/public/apps/{id}/requests': { values: {}, ticket: 'none' },
    '/flows/delete/by-ids': [{ namespace, id: flowId }],
    'able/by-ids': [{ namespace, id: flowId }],
    '/export/by-ids': [{ namespace, id: flowId }],
    '/by-ids': [executionId],
    '/replace/line': { query: 'reason', replacement: 'cause', namespace, id: flowId, line: 1 },
    '/replace/': { query: 'reason', replacement: 'cause', namespace, flowId },
    '/set-disabled/by-triggers': { triggers: [trigger], disabled: true },
    '/by-triggers': [trigger],
    '/backfill/create': { ...trigger, backfill: { start: '2026-01-01T00:00:00Z' } },
    'DELETE /triggers/delete/by-query': {
      filters: [{ field: 'NAMESPACE', operation: 'EQUALS', value: namespace }],
    },
    '/triggers': trigger,
    'PUT /namespaces/{namespace}/secrets': { key: 'WALK', value: 'changed' },
    'PATCH /namespaces/{namespace}/secrets': { description: 'changed' },
    'DELETE /namespaces/{namespace}/kv': { keys: ['walk'] },
    'POST /namespaces': { id: `${namespace}.below` },
    'PUT /namespaces/{id}': { id: namespace, description: 'changed' },
    '/delegations': { delegateId: 'nobody', startsOn: '2199-01-01', endsOn: '2199-01-02' },
    '/answer': { commandId: 'walk-command-005', text: 'So.' },
    '/retract': { commandId: 'walk-command-001' },
    'PUT /me/approval-settings': { holdSeconds: 5 },
    'POST /approvals/decisions': {
      vote: 'APPROVE',
      approvals: [{ id: 'nothing', decisionId: 'walk-decision-02', version: 1, seenHash: things.seenHash }],
    },
    'POST /approvals/{id}/form': { values: {} },
    'POST /approvals/{id}/decisions': {
      decisionId: 'walk-decision-01',
      vote: 'APPROVE',
      version: 1,
      seenHash: things.seenHash,
    },
    'POST /approvals/{id}/reassign': { commandId: 'walk-command-002', version: 1, toId: 'nobody' },
    'POST /approvals/{id}/deciders': { commandId: 'walk-command-003', version: 1, personId: 'nobody' },
    'POST /approvals/{id}/questions': { commandId: 'walk-command-004', personId: 'nobody', text: 'Why?' },
    '/resubmit': { commandId: 'walk-command-006', round: 1, values: {} },
    '/ask-to-cancel': { text: 'changed' },
    '/close': { reason: 'changed' },
    '/comments': { text: 'changed' },
    '/followers': { personId: 'nobody' },
    '/validate': { values: {} },
    '/requests': { values: { reason: 'changed' } },
    'POST /saved-views': { page: 'requests', name: 'changed', query: '' },
    '/saved-views/{id}': { name: 'changed' },
    'PUT /drafts/{id}': { values: { reason: 'changed' }, version: 1 },
    '/drafts': { values: { reason: 'changed' } },
    'POST /users': { email: 'changed@test.example', name: 'Changed' },
    '/users/{id}/password': { password: 'changed horse battery' },
    '/users/{id}': { name: 'Changed' },
    '/groups/{id}/members/': { owner: false },
    '/calendars/preview': { week },
    'POST /calendars': { slug: 'changed', name: 'Changed', week },
    'PUT /calendars/{slug}': { name: 'Changed', week },
    'POST /groups/ids': { ids: [things.groupId] },
    'POST /groups': { slug: 'changed', name: 'Changed' },
    'PUT /groups/{id}': { name: 'Changed' },
    'PUT /groups/{id}/channel': { url: 'https://chat.test.example/hook' },
    'POST /roles/ids': { ids: [things.roleId] },
    '/roles': { name: 'Changed', permissions: ['flow:read'] },
    '/bindings/bulk': [{ type: 'USER', externalId: things.memberId, roleId: 'admin' }],
    '/bindings': { type: 'USER', externalId: things.memberId, roleId: 'admin' },
    '/service-accounts': { name: 'changed-robot' },
    'POST /auditlogs/find': {},
    'POST /uploads': { name: 'x.txt', size: 1 },
    '/form': { values: {} },
  }
}

function appOr(path: string, source: string): string {
  if (path.startsWith('/apps'))
    return source.replace(/inputs:[^]*/, 'type: app\nflowId: walk\ndisplayName: Changed\n')
  return source.replace('id: say', 'id: says')
}
