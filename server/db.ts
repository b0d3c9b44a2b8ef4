import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '#generated/prisma/client.ts'
import { env } from './env.ts'
import { statementName } from './prepared.ts'

export { Prisma }

/** A running transaction, or the client itself. */
export type Tx = Prisma.TransactionClient

let client: PrismaClient | undefined

/** Milliseconds. A busy machine is slow: giving up a transaction would throw away what it has done. */
const transactionOptions = { maxWait: 5000, timeout: 20_000 }

function connect(): PrismaClient {
  client ??= new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: env().DATABASE_URL, max: 12 },
      { statementNameGenerator: statementName },
    ),
    transactionOptions,
  })
  return client
}

/** The database. Connects at first use, so that importing it needs no settings. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get: (_, name) => Reflect.get(connect(), name),
})

/** Ends the connections: at the end of a process or a test file. */
export async function disconnect(): Promise<void> {
  await client?.$disconnect()
  client = undefined
}

/** Name of the unique index that a write ran into; undefined for any other error. With a driver adapter `meta.target` is not filled. */
export function uniqueConflict(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return undefined
  const cause = (
    error.meta as
      { driverAdapterError?: { cause?: { constraint?: { index?: string; fields?: string[] } } } } | undefined
  )?.driverAdapterError?.cause
  return cause?.constraint?.index ?? cause?.constraint?.fields?.join('_') ?? 'unknown'
}

/** Whether a query was refused for a regular expression of its values that does not compile. */
export function isBadPattern(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2010') return false
  const { cause } =
    (error.meta as { driverAdapterError?: { cause?: { originalCode?: string } } } | undefined)
      ?.driverAdapterError ?? {}
  return cause?.originalCode === '2201B'
}

/** Whether the database itself failed, and not what was asked of it: worth another try. */
export function isDatabaseError(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError ||
    error instanceof Prisma.PrismaClientUnknownRequestError ||
    error instanceof Prisma.PrismaClientInitializationError ||
    error instanceof Prisma.PrismaClientRustPanicError
  )
}
