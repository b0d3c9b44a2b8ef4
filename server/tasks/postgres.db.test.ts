import { describe, expect, it } from 'vitest'
import { db } from '#server/db.ts'
import { openFile } from '#server/files/open-file.ts'
import { until } from '#tests/harness/until.ts'
import { publish } from './testdata/published.ts'

const url = new URL(process.env.DATABASE_URL ?? '')
const { username, password, port } = url
const name = url.pathname.slice(1)
// by its name it may be called, by its number only where the demo has a door for exactly this
process.env.FORMWORK_HTTP_ALLOW = 'localhost'
process.env.FORMWORK_DEMO_DOORS = `postgresql://demo_reader@127.0.0.1:${port}/${name}`

await db.$executeRawUnsafe(
  `CREATE TABLE "Shop" (id int PRIMARY KEY, article text NOT NULL, price numeric(20,2), sold timestamptz)`,
)
await db.$executeRawUnsafe(
  `INSERT INTO "Shop" SELECT n, 'Article ' || n, n * 1.5, timestamptz '2026-11-27 05:00:00+00' FROM generate_series(1, 5000) n`,
)

const place = (host = 'localhost') => `jdbc:postgresql://${host}:${port}/${name}`
const task = (lines: string, { type = 'postgres.query', host = 'localhost' } = {}) => `- id: ask
  type: ${type}
  url: ${place(host)}
  username: ${username}
  password: "${password}"
${lines.replace(/^/gm, '  ')}`

async function ask(lines: string, where?: Parameters<typeof task>[1], context = {}) {
  const published = await publish(task(lines, where))
  return { ...published, end: await published.run('ask', { context }) }
}

describe('a query', () => {
  it('puts rows into the output, as JSON has them', async () => {
    const { end } = await ask(`fetchType: FETCH
sql: |
  SELECT 1 AS n, 12345678901234567890::numeric AS big, 1.50::numeric AS price, true AS yes, NULL AS nothing, 'ü' AS text,
    date '2026-11-27' AS day, timestamptz '2026-11-27 05:00+02' AS at, timestamp '2026-11-27 05:00' AS local,
    '{"a": [1]}'::jsonb AS json, ARRAY[1, 2]::bigint[] AS list, ARRAY['a', NULL] AS texts, 'NaN'::float8 AS nan, interval '1 day' AS span`)
    expect(end).toMatchObject({
      state: 'SUCCESS',
      outputs: {
        size: 1,
        rows: [
          {
            n: 1,
            big: '12345678901234567890',
            price: 1.5,
            yes: true,
            nothing: null,
            text: 'ü',
            day: '2026-11-27',
            at: '2026-11-27T03:00:00.000Z',
            local: '2026-11-27T05:00:00',
            json: { a: [1] },
            list: [1, 2],
            texts: ['a', null],
            nan: 'NaN',
            span: '1 day',
          },
        ],
      },
    })
  })

  it('takes values of people as values', async () => {
    const lines = `fetchType: FETCH_ONE
sql: SELECT :given AS given, count(*) AS n FROM "Shop" WHERE article = :given OR id <= CAST(:most AS int)
parameters: { given: "{{ inputs.given }}", most: 3 }`
    const given = `x' OR 'a' = 'a'; DROP TABLE "Shop" --`
    const { end } = await ask(lines, {}, { inputs: { given } })
    expect(end.outputs).toEqual({ row: { given, n: 3 }, size: 1 })
  })

  it('streams rows into a file, held back at a few of them', async () => {
    const { end, executionId } = await ask(
      'fetchType: STORE\nfetchSize: 10\nsql: SELECT id, price FROM "Shop" ORDER BY id',
    )
    expect(end.outputs).toMatchObject({ size: 5000 })
    let text = ''
    for await (const chunk of await openFile(executionId, String(end.outputs?.uri)))
      text += String(Buffer.from(chunk))
    const rows = text.trim().split('\n')
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([
      5000,
      '{"id":1,"price":1.5}',
      '{"id":5000,"price":7500}',
    ])
  })

  it('keeps nothing, the first or none where that is asked for', async () => {
    expect((await ask('sql: SELECT 1')).end.outputs).toEqual({})
    expect((await ask('fetchOne: true\nsql: SELECT id FROM "Shop" ORDER BY id')).end.outputs).toEqual({
      row: { id: 1 },
      size: 1,
    })
    expect((await ask('fetchType: FETCH_ONE\nsql: SELECT id FROM "Shop" WHERE false')).end.outputs).toEqual({
      size: 0,
    })
    expect(
      (await ask('fetchType: FETCH\nsql: UPDATE "Shop" SET sold = NULL WHERE id = 1')).end.outputs,
    ).toEqual({})
  })

  it('does both or nothing with a statement after it', async () => {
    const both = (after: string) => `fetchType: FETCH_ONE
sql: SELECT price FROM "Shop" WHERE id = 2
afterSQL: ${after}`
    expect((await ask(both('UPDATE "Shop" SET article = \'read\' WHERE id = 2'))).end.outputs?.row).toEqual({
      price: 3,
    })
    expect(await db.$queryRawUnsafe('SELECT article FROM "Shop" WHERE id = 2')).toEqual([{ article: 'read' }])
    expect((await ask(both('UPDATE "Shop" SET article = NULL WHERE id = 2'))).end.message).toContain(
      'not-null',
    )
  })

  it('says what is wrong and where, and never the password', async () => {
    const wrong = await ask('sql: SELECT nobody FROM "Shop"')
    expect(wrong.end.message).toMatch(/column "nobody" does not exist \(at sign 8/)
    expect((await ask('sql: SELECT 1; SELECT 2')).end.message).toContain('postgres.queries')
    expect((await ask('fetchType: FETCH\nsql: SELECT 1 AS a, 2 AS a')).end.message).toContain(
      'two columns are called a',
    )
    const { run } = await publish(`- id: ask
  type: postgres.query
  url: "jdbc:postgresql://nobody:hunter22@localhost:${port}/${name}"
  sql: SELECT 1`)
    const { message } = await run('ask')
    expect(message).toContain('nobody')
    expect(message).not.toContain('hunter22')
  })

  it('is judged like a call to the web, but for a door of the demo', async () => {
    expect((await ask('sql: SELECT 1', { host: '127.0.0.1' })).end.message).toContain('private or local')
    await db.$executeRawUnsafe(`CREATE ROLE demo_reader LOGIN PASSWORD 'x'`)
    const asReader = (database: string) => `- id: ask
  type: postgres.query
  url: jdbc:postgresql://127.0.0.1:${port}/${database}
  username: demo_reader
  password: x
  fetchType: FETCH_ONE
  sql: SELECT current_user AS me`
    const { run } = await publish(asReader(name))
    expect((await run('ask')).outputs).toMatchObject({ row: { me: 'demo_reader' } })
    const other = await publish(asReader('postgres'))
    expect((await other.run('ask')).message).toContain('private or local')
    await db.$executeRawUnsafe('DROP ROLE demo_reader')
  })

  it('that is cancelled ends at the server too', async () => {
    const { run } = await publish(task('sql: SELECT pg_sleep(600)'))
    const abort = new AbortController()
    const end = run('ask', { signal: abort.signal })
    const sleeping = () =>
      db.$queryRaw<
        unknown[]
      >`SELECT pid FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND state = 'active' AND datname = current_database()`
    await until(async () => (await sleeping()).length === 1, 'the query runs')
    abort.abort()
    expect((await end).state).toBe('KILLED')
    await until(async () => (await sleeping()).length === 0, 'the query is gone')
  })
})

describe('queries', () => {
  const many = (lines: string) => ask(lines, { type: 'postgres.queries' })

  it('answer one output for each that has rows', async () => {
    const { end } = await many(`fetchType: FETCH
parameters: { id: 7 }
sql: |
  UPDATE "Shop" SET article = 'seven; :id' WHERE id = :id;
  SELECT article FROM "Shop" WHERE id = :id; -- the one
  SELECT 2 AS two;`)
    expect(end.outputs).toEqual({
      outputs: [
        { rows: [{ article: 'seven; :id' }], size: 1 },
        { rows: [{ two: 2 }], size: 1 },
      ],
    })
  })

  it('are all or none, unless each is one of its own', async () => {
    const lines = `sql: |
  UPDATE "Shop" SET article = 'changed' WHERE id = 8;
  SELECT 1 / 0;`
    expect((await many(lines)).end.message).toContain('division by zero')
    const article = async () =>
      (await db.$queryRawUnsafe<{ article: string }[]>('SELECT article FROM "Shop" WHERE id = 8'))[0]?.article
    expect(await article()).toBe('Article 8')
    await many(`transaction: false\n${lines}`)
    expect(await article()).toBe('changed')
  })
})
