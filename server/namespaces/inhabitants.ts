import { Prisma, type Tx } from '#server/db.ts'

const kinds = ['flows', 'keys', 'files', 'secrets'] as const
export type Inhabitants = Record<(typeof kinds)[number], number>

/** How many flows live in a namespace or below it, and how many keys, files and secrets in it itself. */
export async function countInhabitants(client: Pick<Tx, '$queryRaw'>, id: string): Promise<Inhabitants> {
  const [row] = await client.$queryRaw<Record<string, bigint>[]>(Prisma.sql`SELECT
    (SELECT count(*) FROM "Flow" WHERE NOT deleted AND (namespace = ${id} OR starts_with(namespace, ${`${id}.`}))) AS flows,
    (SELECT count(*) FROM "KeyValue" WHERE namespace = ${id}) AS keys,
    (SELECT count(*) FROM "NamespaceFile" WHERE namespace = ${id} AND NOT "isFolder") AS files,
    (SELECT count(*) FROM "Secret" WHERE namespace = ${id}) AS secrets`)
  const of = (kind: string) => Number(row?.[kind] ?? 0)
  return { flows: of('flows'), keys: of('keys'), files: of('files'), secrets: of('secrets') }
}

/** `2 flows, 1 key`; empty where nobody lives there. */
export function said(counts: Inhabitants): string {
  return kinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${counts[kind] === 1 ? kind.slice(0, -1) : kind}`)
    .join(', ')
}
