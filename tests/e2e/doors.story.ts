import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { until } from '../harness/until.ts'
import { call, expect, product, test } from './story.ts'

// Which pages open for whom stands in docs/rights.md: every page of the tree is asked for as everybody.
const columns = [
  'no one',
  'requester',
  'approver',
  'viewer',
  'launcher',
  'engineer',
  'admin',
  'its requester',
  'its decider',
  'group’s owner',
] as const
type Who = (typeof columns)[number]

/** Rows of the second table; the first has calls, and one column more. */
const documented = new Map(
  readFileSync('docs/rights.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, page, cells = ''] = /^\| `(\/[^`]*)`\s*\|(.*)\|$/.exec(line) ?? []
      return page === undefined ? [] : [[page, cells.split('|').map((cell) => cell.trim() === '●')] as const]
    }),
)

const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => `/${file.replace(/\([\w-]+\)\//g, '').replace(/\/?page\.tsx$/, '')}`)
  .sort()

interface Person {
  id: string
  email: string
  password: string
}

const mark = randomUUID().slice(0, 8)
const namespace = `doors.${mark}`
const password = 'hund kuchen lampe'
const basic = ({ email, password }: Person) =>
  `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`

function makePerson(name: string, roles: string[]): Promise<Person> {
  const email = `doors.${name.replace(/\W/g, '-')}.${mark}@formwork.example`
  return call<Person>('admin', 'POST /users', {
    email,
    name,
    password,
    roles: roles.map((role) => ({ role })),
  })
}

/** What the session's cookie of a sign-in by the form is. */
async function cookieOf({ email, password }: Person): Promise<string> {
  const answer = await fetch(`${product.url}/api/auth/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: product.url },
    body: new URLSearchParams({ email, password, next: '/' }),
  })
  const [cookie = ''] = answer.headers.getSetCookie()[0]?.split(';') ?? []
  expect(cookie, `the session of ${email}`).toMatch(/=.{20}/)
  return cookie
}

interface World {
  people: Map<Who, Person>
  params: Record<string, string>
}

/** A person for each column, and one of each thing that a page can be about. */
async function makeWorld(): Promise<World> {
  const people = new Map<Who, Person>()
  for (const who of columns.slice(1)) {
    const role =
      who === 'its requester' ? ['requester'] : who.includes('’') || who.startsWith('its') ? [] : [who]
    people.set(who, await makePerson(who, role))
  }
  const [requester, decider, owner] = (['its requester', 'its decider', 'group’s owner'] as const).map(
    (who) => {
      const person = people.get(who)
      if (!person) throw new Error(who)
      return person
    },
  ) as [Person, Person, Person]
  const makeGroup = (slug: string) =>
    call<{ id: string }>('admin', 'POST /groups', { slug: `${slug}-${mark}`, name: slug })
  const [deciders, owned] = await Promise.all([makeGroup('deciders'), makeGroup('owned')])
  await call('admin', `PUT /groups/${deciders.id}/members/${decider.id}`, { owner: false })
  await call('admin', `PUT /groups/${owned.id}/members/${owner.id}`, { owner: true })
  await call('admin', 'POST /flows', flowOf(`deciders-${mark}`))
  const { results: apps } = await call<{ results: { id: string; displayName: string }[] }>(
    'admin',
    'GET /apps/catalog',
  )
  const appId = apps.find(({ displayName }) => displayName === `Doors ${mark}`)?.id ?? ''
  const submitted = await fetch(`${product.url}/api/v1/apps/view/${appId}/requests`, {
    method: 'POST',
    headers: { authorization: basic(requester), 'content-type': 'application/json' },
    body: JSON.stringify({ values: { reason: 'to see who may' } }),
  })
  const { requestId, executionId } = (await submitted.json()) as { requestId: string; executionId: string }
  await call('admin', `PATCH /users/${requester.id}`, { roles: [] })
  await until(async () => {
    const answer = await fetch(`${product.url}/api/v1/approvals/count`, {
      headers: { authorization: basic(decider) },
    })
    return ((await answer.json()) as { mine: number }).mine > 0
  }, 'the decider is asked')
  const params = {
    '/admin/users/[id]': decider.id,
    '/admin/groups/[id]': owned.id,
    '/admin/calendars/[id]': 'business',
    '/apps/[id]': appId,
    '/studio/apps/[id]': appId,
    '/requests/[id]': requestId,
    '/requests/[id]/evidence': requestId,
    '/studio/runs/[id]': executionId,
    '/studio/namespaces/[id]': namespace,
  }
  return { people, params }
}

const flowOf = (group: string) => `
id: doors
namespace: ${namespace}
displayName: Doors ${mark}
inputs:
  - { id: reason, type: STRING }
tasks:
  - id: ok
    type: approval
    title: May they?
    deciders:
      - group: ${group}
`

function addressOf(page: string, { params }: World): string {
  if (page === '/studio/flows/[namespace]/[id]') return `/studio/flows/${namespace}/doors`
  return page.replace('[id]', params[page] ?? '[id]')
}

test('every page has its row, and every row its page', () => {
  expect([...documented.keys()].sort()).toEqual(pages)
})

test('every page opens for whom its row says, and is not there for anybody else', async () => {
  // some hundreds of pages
  const world = await makeWorld()
  const answers: Record<string, Record<string, string>> = {}
  const walk = async (who: Who) => {
    const person = world.people.get(who)
    const cookie = person ? await cookieOf(person) : ''
    for (const page of pages) {
      const answer = await fetch(`${product.url}${addressOf(page, world)}`, {
        redirect: 'manual',
        headers: cookie === '' ? {} : { cookie },
      })
      ;(answers[page] ??= {})[who] = await verdictOf(answer)
    }
  }
  await Promise.all(columns.map(walk))
  const expected = Object.fromEntries(
    pages.map((page) => [
      page,
      Object.fromEntries(
        columns.map((who, index) => [who, documented.get(page)?.[index] ? 'open' : refusal(page, who)]),
      ),
    ]),
  )
  expect(answers).toEqual(expected)
})

/**
 * The second step of a sign-in is nobody's who has not made the first; where no mail is sent nobody asks for a link by it; and a
 * link that was not handed out opens nothing, whoever looks.
 */
function refusal(page: string, who: Who): string {
  if (/^\/(password|unsubscribe|resume|decide|public|embed|guest)\//.test(page)) return 'not there'
  return who === 'no one' || page.startsWith('/sign-in/') || page === '/forgot'
    ? 'to the sign-in'
    : 'not there'
}

/** A page that begins before its data are there says only in its text that there is nothing. */
async function verdictOf(answer: Response): Promise<string> {
  const location = answer.headers.get('location')
  const text = await answer.text()
  if (location?.includes('/sign-in')) return 'to the sign-in'
  if (answer.status === 404 || text.includes('NEXT_HTTP_ERROR_FALLBACK;404')) return 'not there'
  return answer.status < 400 ? 'open' : `answered ${answer.status}`
}
