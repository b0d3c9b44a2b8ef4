import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { demoDatabase, demoReader } from '#server/launcher/demo.ts'

/** Two years of orders, some to twenty-five a day; a view shows those until today. The numbers follow from the day, so that every demo has the same. */
const content = `
CREATE TABLE order_line (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ordered_on date NOT NULL,
  region text NOT NULL,
  article text NOT NULL,
  quantity integer NOT NULL,
  amount numeric(10, 2) NOT NULL
);
INSERT INTO order_line (ordered_on, region, article, quantity, amount)
SELECT day, (ARRAY['North', 'South', 'East', 'West'])[1 + hash % 4], (ARRAY['Desk', 'Chair', 'Lamp', 'Shelf', 'Cabinet'])[1 + hash / 7 % 5],
  1 + hash / 11 % 4, (1 + hash / 11 % 4) * (ARRAY[389, 219, 49.5, 129, 299])[1 + hash / 7 % 5]
FROM generate_series(current_date - 365, current_date + 365, interval '1 day') day,
  generate_series(1, 5 + abs(hashtext(day::date::text)) % 21) n,
  LATERAL (SELECT abs(hashtext(day::date::text || '-' || n)) AS hash) h
ORDER BY day, n;
CREATE INDEX ON order_line (ordered_on);
CREATE VIEW orders AS SELECT * FROM order_line WHERE ordered_on <= current_date;
`

/**
 * Makes the database that the sales report of the demo reads, beside the product's own on the embedded server, and a user who
 * may read its one view and nothing else.
 * @returns the user's password
 */
export async function makeDemoShop(productUrl: string): Promise<string> {
  const password = randomBytes(18).toString('base64url')
  const product = new URL(productUrl)
  await within(productUrl, async (client) => {
    await client.query(`CREATE DATABASE ${demoDatabase}`)
    await client.query(`CREATE ROLE ${demoReader} LOGIN CONNECTION LIMIT 10 PASSWORD '${password}'`)
    await client.query(`ALTER ROLE ${demoReader} SET default_transaction_read_only = on`)
    await client.query(`ALTER ROLE ${demoReader} SET statement_timeout = '60s'`)
    // what a user may who was given nothing: to look into every database of the server
    for (const name of [product.pathname.slice(1), 'postgres', demoDatabase])
      await client.query(`REVOKE ALL ON DATABASE "${name}" FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${demoDatabase} TO ${demoReader}`)
  })
  product.pathname = `/${demoDatabase}`
  await within(product.href, async (client) => {
    await client.query(content)
    await client.query(`GRANT SELECT ON orders TO ${demoReader}`)
  })
  return password
}

async function within(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
