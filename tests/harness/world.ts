import { randomBytes } from 'node:crypto'
import { addAbsence } from '#server/absences/save-absence.ts'
import type { Actor } from '#server/actor.ts'
import { dispatch } from '#server/api/dispatch.ts'
import type { Route } from '#server/api/route.ts'
import { db } from '#server/db.ts'
import { putFile } from '#server/files/put-file.ts'
import { createUpload } from '#server/files/uploads.ts'
import { roles } from '#server/people/permissions.ts'
import { openSession } from '#server/people/sessions.ts'
import { addView } from '#server/saved-views/saved-views.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { makePerson } from './people.ts'
import { insertQuestion, insertRequest } from './request.ts'
import { bodyFor, filled, queryFor, type Things } from './world-calls.ts'

/** Who asks: the ready roles, each held everywhere, and people without a role who stand in one relation to what is asked for. */
export const callers = [
  'no one',
  ...roles,
  'its requester',
  'its decider',
  'its owner',
  'an owner of the group',
] as const
export type Caller = (typeof callers)[number]
type Asking = Caller | 'administrator of another namespace'

/** Stands in all that the world holds. */
export const marker = 'nobody-elses-business'
export const namespace = 'walk.closed'

const sourceIn = (where: string) => `
id: walk
namespace: ${where}
description: ${marker}
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
triggers:
  - { id: hook, type: webhook, key: walk-key }
`

const appIn = (where: string) => `
id: walk
type: app
namespace: ${where}
flowId: walk
displayName: Walk
description: ${marker}
thumbnail: nsfile:///walk.svg
layout:
  - on: OPEN
    blocks: [{ type: create-form }]
  - on: FALLBACK
    blocks:
      - { type: image, file: nsfile:///walk.svg }
      - { type: outputs }
      - { type: task-outputs, outputs: [{ displayName: File, type: FILE, value: '{{ outputs.say.uri }}' }] }
      - { type: logs }
`

/** One of each thing that a call can be about, and those who call. */
export interface World {
  actors: ReadonlyMap<Asking, Actor>
  /** Calls a row. `real: false`: about things that are not there. */
  call(row: Route, asking: Asking, how?: { real: boolean }): Promise<Response>
  /** Whether an answer tells of the things of the world what the call did not name itself. */
  tells(response: Response): Promise<boolean>
}

export async function makeWorld(): Promise<World> {
  const people = await makePeople()
  const owner = personIn(people, 'its owner')
  const things = await makeThings(people)
  return {
    actors: new Map([...people].map(([asking, { actor }]) => [asking, actor])),
    call: async (row, asking, { real } = { real: true }) => {
      const named = real ? { ...things, ...(await freshFor(row, things, owner.actor)) } : undefined
      const about = named ?? nothing(things)
      const { body, type } = bodyFor(row, { things: about, source: sourceIn(about.namespace) })
      const place = `${filled(row, named)}${queryFor(row, about)}`
      const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
      const token = people.get(asking)?.token
      if (token !== undefined) headers.authorization = `Bearer ${token}`
      return dispatch(
        new Request(`http://localhost:3000/api/v1${place}`, { method: row.method, headers, body }),
      )
    },
    tells: async (response) => {
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
        await response.body?.cancel()
        return true
      }
      return (await response.text()).includes(marker)
    },
  }
}

interface Asker {
  actor: Actor
  token: string
}

async function makePeople(): Promise<Map<Asking, Asker>> {
  const people = new Map<Asking, Asker>()
  for (const asking of [...callers.slice(1), 'administrator of another namespace'] as const) {
    const role = roles.find((name) => name === asking)
    const bound =
      asking === 'administrator of another namespace' ? [{ role: 'admin', namespace: 'other' }] : []
    const person = await makePerson({ roles: role ? [role] : (bound as []), name: asking })
    const { fullToken } = await createToken(person.actor, { name: 'walk' })
    people.set(asking, { actor: person.actor, token: fullToken })
  }
  return people
}

function personIn(people: ReadonlyMap<Asking, Asker>, asking: Asking): Asker {
  const person = people.get(asking)
  if (!person) throw new Error(`There is no ${asking}`)
  return person
}

/** The same names for what is not there. */
function nothing(things: Things): Things {
  return Object.fromEntries(Object.keys(things).map((name) => [name, 'nothing'])) as Things
}

/** What a call that it passes would use up is made anew for each. */
async function freshFor(row: Route, things: Things, owner: Actor): Promise<Partial<Things>> {
  const { method, path } = row
  const { requestId, personId } = things
  if (path.endsWith('/followers/{personId}')) await addFollower(requestId, personId)
  if (path.endsWith('/comments/{commentId}')) return { commentId: await addComment(requestId) }
  if (path.startsWith('/uploads/{id}') && method !== 'GET')
    return { uploadId: (await createUpload(owner, { name: 'x.txt', size: 1 })).id }
  if (path === '/saved-views/{id}' && method === 'DELETE') return { viewId: await makeView(owner) }
  if (path === '/drafts/{id}' && method === 'DELETE') return { draftId: await makeDraft(owner) }
  if (path.endsWith('/api-tokens/{tokenId}') && !path.startsWith('/service-accounts'))
    return { tokenId: (await createToken(owner, { name: 'once' })).id }
  return {}
}

async function addFollower(requestId: string, personId: string): Promise<void> {
  const pair = { requestId, personId }
  await db.follower.upsert({
    where: { requestId_personId: pair },
    create: { ...pair, addedById: personId },
    update: {},
  })
}

/** One by its requester. */
async function addComment(requestId: string): Promise<string> {
  const { requesterId } = await db.request.findUniqueOrThrow({ where: { id: requestId } })
  const id = randomBytes(9).toString('hex')
  await db.comment.create({ data: { id, requestId, personId: requesterId, text: marker } })
  return id
}

/** Of somebody who may no longer use the app. */
async function makeDraft(owner: Actor): Promise<string> {
  const app = await db.app.findFirstOrThrow({ where: { namespace } })
  const row = {
    id: randomBytes(16).toString('base64url'),
    personId: owner.id,
    appId: app.id,
    namespace,
    flowId: 'walk',
    flowRevision: 1,
  }
  await db.draft.create({ data: { ...row, title: marker, values: { reason: marker } } })
  return row.id
}

async function makeView(owner: Actor): Promise<string> {
  const view = { page: 'requests', name: `${marker} ${randomBytes(4).toString('hex')}`, query: '' } as const
  return (await addView(owner, { ...view, isDefault: false })).id
}

/** An app for everybody, in a namespace of its own. @returns what stands in its address */
async function publicApp(
  as: (asking: Asking, line: string, body?: unknown) => Promise<unknown>,
): Promise<string> {
  const where = 'walk.open'
  const form = new FormData()
  form.set('fileContent', new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']), 'logo.svg')
  await as('admin', 'POST /flows', sourceIn(where).replace(marker, 'open'))
  await as('admin', `POST /namespaces/${where}/files?path=/logo.svg`, form)
  const source = `id: walk-open\ntype: app\nnamespace: ${where}\nflowId: walk\ndisplayName: Open`
  await as('admin', 'POST /apps', `${source}\naccess: PUBLIC\ntheme: { logo: 'nsfile:///logo.svg' }\n`)
  return (await db.app.findFirstOrThrow({ where: { namespace: where } })).publicId
}

async function makeThings(people: ReadonlyMap<Asking, Asker>): Promise<Things> {
  const idOf = (asking: Asking) => personIn(people, asking).actor.id
  const as = async <T>(asking: Asking, line: string, body?: unknown): Promise<T> => {
    const [method = '', path = ''] = line.split(' ')
    const headers = { authorization: `Bearer ${personIn(people, asking).token}` }
    const isWhole = body === undefined || typeof body === 'string' || body instanceof FormData
    const text = isWhole ? body : JSON.stringify(body)
    const answer = await dispatch(
      new Request(`http://localhost:3000/api/v1${path}`, { method, headers, body: text }),
    )
    if (!answer.ok) throw new Error(`${line}: ${answer.status} ${await answer.text()}`)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }
  const made = (line: string, body: unknown) => as<{ id: string }>('admin', line, body)
  const executionId = `Walk${randomBytes(9).toString('hex')}`
  const [approvalId, seenHash] = [`${executionId}-say`, 'a'.repeat(64)]
  await made('POST /namespaces', { id: namespace, description: marker, variables: { a: marker } })
  const requestId = await insertRequest({
    source: sourceIn(namespace),
    requesterId: idOf('its requester'),
    deciderId: idOf('its decider'),
    executionId,
    approvalId,
    seenHash,
    reason: marker,
  })
  await insertQuestion(approvalId, idOf('its decider'), idOf('its requester'))
  const owned = { namespace, flowId: 'walk', executionId }
  const { uri } = await putFile({ owner: owned, name: 'result.txt', content: Buffer.from(marker) })
  const taskRunId = `${executionId}-run`
  await db.taskRun.create({
    data: {
      id: taskRunId,
      executionId,
      taskId: 'say',
      type: 'log',
      state: 'SUCCESS',
      position: 0,
      outputs: { text: marker, uri },
      histories: [],
    },
  })
  await as('admin', `PUT /namespaces/${namespace}/kv/walk`, JSON.stringify(marker))
  await as('admin', `PUT /namespaces/${namespace}/secrets`, { key: 'WALK', value: 'x', description: marker })
  const form = new FormData()
  form.set('fileContent', new Blob([marker]), 'walk.txt')
  await as('admin', `POST /namespaces/${namespace}/files?path=/walk.txt`, form)
  const picture = new FormData()
  picture.set(
    'fileContent',
    new Blob([`<svg xmlns="http://www.w3.org/2000/svg"><!--${marker}--></svg>`]),
    'x',
  )
  await as('admin', `POST /namespaces/${namespace}/files?path=/walk.svg`, picture)
  await as('admin', 'POST /apps', appIn(namespace))
  const group = await made('POST /groups', { slug: 'walkers', name: 'Walkers' })
  const viewers = await made('POST /groups', { slug: 'walk-viewers', name: 'Viewers' })
  const members: readonly [Asking, boolean][] = [
    ['an owner of the group', true],
    ['its owner', false],
  ]
  for (const [asking, isOwner] of members)
    await as('admin', `PUT /groups/${group.id}/members/${idOf(asking)}?owner=${isOwner}`, { owner: isOwner })
  const role = await made('POST /roles', { name: 'Walker', permissions: ['flow:read'] })
  const owner = personIn(people, 'its owner').actor
  const binding = await made('POST /bindings', {
    type: 'GROUP',
    externalId: viewers.id,
    roleId: 'viewer',
    namespaceId: namespace,
  })
  const account = await made('POST /service-accounts', { name: 'walk-robot', description: marker })
  const accountToken = await made(`POST /service-accounts/${account.id}/api-tokens`, { name: 'walk' })
  const audit = await db.auditEntry.findFirstOrThrow({ where: { subjectType: 'group', subjectId: group.id } })
  const app = await db.app.findFirstOrThrow({ where: { namespace } })
  return {
    namespace,
    flowId: 'walk',
    executionId,
    taskRunId,
    requestId,
    approvalId,
    seenHash,
    uri,
    groupId: group.id,
    memberId: owner.id,
    ownerId: owner.id,
    sessionId: await openSession(owner.id, {}),
    absenceId: (await addAbsence(owner, owner.id, { startsOn: '2199-01-01', endsOn: null, note: '' })).id,
    tokenId: (await createToken(owner, { name: 'shown' })).id,
    uploadId: (await createUpload(owner, { name: `${marker}.txt`, size: 1 })).id,
    draftId: await makeDraft(owner),
    viewId: await makeView(owner),
    roleId: role.id,
    bindingId: binding.id,
    accountId: account.id,
    accountTokenId: accountToken.id,
    auditId: String(audit.id),
    appId: app.id,
    commentId: await addComment(requestId),
    personId: (await makePerson({ roles: [] })).actor.id,
    publicId: await publicApp(as),
  }
}
