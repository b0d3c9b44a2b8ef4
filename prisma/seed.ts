import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { saveApp } from '#server/apps/save-app.ts'
import { db, disconnect } from '#server/db.ts'
import { seedEnv } from '#server/env.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { hashPassword } from '#server/people/password.ts'
import type { Role } from '#server/people/permissions.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { setSecret } from '#server/secrets/change-secrets.ts'
import { makeDemoShop } from './demo-shop.ts'

const groups = [
  { slug: 'finance', name: 'Finance' },
  { slug: 'managers', name: 'Managers' },
  { slug: 'it', name: 'IT' },
  { slug: 'procurement', name: 'Procurement' },
]

interface DemoPerson {
  email: string
  name: string
  roles: Role[]
  groups: string[]
  manager?: string
}

/** Six people of a made-up company; `.example` is nobody's domain. */
const people: DemoPerson[] = [
  {
    email: 'ben@formwork.example',
    name: 'Ben Okafor',
    roles: ['requester', 'approver'],
    groups: ['managers'],
  },
  {
    email: 'ana@formwork.example',
    name: 'Ana Ruiz',
    roles: ['requester', 'approver'],
    groups: ['finance'],
    manager: 'ben',
  },
  {
    email: 'tom@formwork.example',
    name: 'Tom Weber',
    roles: ['requester', 'approver'],
    groups: ['finance', 'procurement'],
    manager: 'ana',
  },
  {
    email: 'lee@formwork.example',
    name: 'Lee Park',
    roles: ['requester', 'approver'],
    groups: ['it'],
    manager: 'ben',
  },
  { email: 'nora@formwork.example', name: 'Nora Lind', roles: ['requester'], groups: [], manager: 'ben' },
  {
    email: 'ida@formwork.example',
    name: 'Ida Sørensen',
    roles: ['requester', 'engineer'],
    groups: ['it'],
    manager: 'lee',
  },
]

/** Makes the first administrator. @returns what the launcher prints */
async function seedAdmin(email: string, given: string | undefined): Promise<string> {
  const password = given ?? randomBytes(12).toString('base64url')
  const id = randomBytes(16).toString('base64url')
  await db.person.create({
    data: {
      id,
      email: email.toLowerCase(),
      name: 'Administrator',
      passwordHash: await hashPassword(password),
      roleBindings: { create: { id: `${id}-admin`, role: 'admin' } },
    },
  })
  return `  Administrator: ${email}   password: ${given ? '(the one you set)' : password}\n`
}

async function seedPeople(): Promise<string> {
  const password = randomBytes(9).toString('base64url')
  const passwordHash = await hashPassword(password)
  for (const group of groups) await db.group.create({ data: { id: group.slug, ...group } })
  for (const { email, name, roles, groups: slugs, manager } of people) {
    const id = email.split('@')[0] ?? email
    await db.person.create({
      data: {
        id,
        email,
        name,
        passwordHash,
        demo: true,
        managerId: manager,
        roleBindings: { create: roles.map((role) => ({ id: `${id}-${role}`, role })) },
        memberships: { create: slugs.map((groupId) => ({ groupId })) },
      },
    })
  }
  return `  Password of the demo people: ${password}\n  (${people.map(({ email }) => email).join(', ')})\n`
}

/** What the demo's flows read by `secret()`; without a shop of its own the report has none. */
async function seedSecrets(shopPassword: string | undefined): Promise<void> {
  const key = () => randomBytes(18).toString('base64url')
  const secrets: [namespace: string, key: string, value: string, description: string][] = [
    ['company.service', 'PAYMENTS_KEY', key(), 'Opens the webhook of payment-provider.'],
    ['company.it', 'INCIDENT_KEY', key(), 'Opens the webhook of incident, for the monitoring.'],
  ]
  if (shopPassword !== undefined)
    secrets.push([
      'company.sales',
      'SHOP_READER_PASSWORD',
      shopPassword,
      'Of demo_reader, who may only read.',
    ])
  for (const [namespace, name, value, description] of secrets)
    await setSecret(systemActor, { namespace, key: name, value, description })
}

/** Publishes the flows of `examples`, then their apps. @param hasShop whether there is the database that the report reads */
async function seedFlows(hasShop: boolean): Promise<void> {
  const folder = path.resolve('examples')
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && (hasShop || !name.startsWith('nightly-report.')))
    .sort()
  const isApp = (name: string) => name.endsWith('.app.yaml')
  for (const name of files.filter((file) => !isApp(file)))
    await saveFlow(systemActor, readFileSync(path.join(folder, name), 'utf8'))
  for (const name of files.filter(isApp))
    await saveApp(systemActor, readFileSync(path.join(folder, name), 'utf8'))
}

const settings = seedEnv()
let lines = await seedAdmin(settings.FORMWORK_ADMIN_EMAIL, settings.FORMWORK_ADMIN_PASSWORD)
if (settings.SEED === 'demo') {
  lines += await seedPeople()
  const shopPassword = settings.SEED_SHOP ? await makeDemoShop(settings.DATABASE_URL) : undefined
  await seedSecrets(shopPassword)
  await seedFlows(shopPassword !== undefined)
  if (shopPassword === undefined)
    lines += '  (The sales report of the demo is left out: it needs a database on the embedded server.)\n'
}
process.stdout.write(lines)
await disconnect()
