import net from 'node:net'
import pg from 'pg'

/** The shop's database of the demo, on the embedded server, and who may read it. */
export const demoDatabase = 'formwork_demo'
export const demoReader = 'demo_reader'

/** Where the demo's payment provider is called: a flow of the demo behind a webhook of the product itself. */
const paymentsPath = '/api/v1/executions/webhook/company.service/payment-provider/'

interface Installation {
  /** Connection of the product's own database. */
  database: string
  /** Where the web listens. */
  host: string
  port: number
}

/**
 * What the demo's flows need to know of this machine, and which addresses of it they may call all the same: nothing where
 * there is no demo.
 */
export async function demoSettings({ database, host, port }: Installation): Promise<Record<string, string>> {
  const { isDemo, hasShop } = await look(database)
  if (!isDemo) return {}
  const { hostname, port: databasePort } = new URL(database)
  const payments = `http://${net.isIP(host) && host !== '0.0.0.0' ? host : '127.0.0.1'}:${port}${paymentsPath}`
  const shop = `${hostname}:${databasePort}/${demoDatabase}`
  const doors = [payments, ...(hasShop ? [`postgresql://${demoReader}@${shop}`] : [])]
  return {
    FORMWORK_ENV_DEMO_PAYMENTS: payments,
    ...(hasShop ? { FORMWORK_ENV_DEMO_DATABASE: `jdbc:postgresql://${shop}` } : {}),
    FORMWORK_DEMO_DOORS: doors.join(','),
  }
}

async function look(database: string): Promise<{ isDemo: boolean; hasShop: boolean }> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    const { rows } = await client.query<{ isDemo: boolean; hasShop: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM "Person" WHERE demo) AS "isDemo",
        EXISTS (SELECT 1 FROM pg_database WHERE datname = $1) AND EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $2) AS "hasShop"`,
      [demoDatabase, demoReader],
    )
    return rows[0] ?? { isDemo: false, hasShop: false }
  } finally {
    await client.end()
  }
}
