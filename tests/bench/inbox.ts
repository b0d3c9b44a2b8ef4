import pg from 'pg'
import { postgresUrl, preparePostgres } from '#server/launcher/postgres.ts'
import type { Product } from '../harness/product.ts'
import { until } from '../harness/until.ts'
import { ApiClient } from './client.ts'
import { repeat, spread } from './measure.ts'
import { alone, medianAndP95, type Row } from './row.ts'

const open = 10_000
const flow = `id: many
namespace: bench
tasks:
  - { id: agree, type: approval, title: Agree?, deciders: [{ user: lee@formwork.example }] }
`

/** An inbox in which ten thousand decisions wait: its list, its number and a search, each as the browser asks for it. */
export async function inboxRows(product: Product, admin: ApiClient, times: number): Promise<Row[]> {
  const lee = new ApiClient(product, 'lee@formwork.example', product.demoPassword)
  await admin.call('POST', '/flows', flow)
  const { id } = await admin.call<{ id: string }>('POST', '/executions/bench/many', {})
  await until(
    async () => (await lee.call<{ mine: number }>('GET', '/approvals/count')).mine > 0,
    'lee is asked',
  )
  await multiply(product, id)
  const { mine } = await lee.call<{ mine: number }>('GET', '/approvals/count')
  if (mine <= open) throw new Error(`Only ${mine} decisions wait`)
  const timed = (path: string) => async () => {
    const began = performance.now()
    await lee.call('GET', path)
    return performance.now() - began
  }
  const calls = {
    list: '/approvals?box=mine&size=50',
    number: '/approvals/count',
    search: '/approvals?box=mine&size=50&q=many+9876',
  }
  const rows: Row[] = []
  for (const [name, path] of Object.entries(calls))
    rows.push(
      alone(
        `inbox of ${open.toLocaleString('en')}: ${name}, median / p95`,
        medianAndP95(spread(await repeat(times, timed(path)))),
      ),
    )
  return rows
}

/** As many requests, executions and approvals more as the one of that execution, all with their deciders. */
async function multiply({ home }: Product, executionId: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl(await preparePostgres(home), 'formwork') })
  await client.connect()
  const many = `generate_series(1, ${open}) n`
  // a record with some of its columns changed is a new row
  await client.query(
    `INSERT INTO "Execution" SELECT (jsonb_populate_record(e, jsonb_build_object(
       'id', 'many' || n, 'requestId', NULL, 'idempotencyKey', NULL, 'state', 'SUCCESS'))).*
     FROM "Execution" e, ${many} WHERE e.id = $1`,
    [executionId],
  )
  await client.query(
    `INSERT INTO "Request" (id, number, namespace, "flowId", "requesterId", title, outcome, "currentExecutionId")
     SELECT 'many' || n, 'MNY-' || n, 'bench', 'many', 'nora', 'Many ' || n, 'IN_PROGRESS', 'many' || n FROM ${many}`,
  )
  await client.query(
    `INSERT INTO "Approval" SELECT (jsonb_populate_record(a, jsonb_build_object(
       'id', 'many' || n || '~agree', 'executionId', 'many' || n, 'requestId', 'many' || n,
       'title', 'Agree to many ' || n || '?', 'dueAt', now() + n * interval '1 minute'))).*
     FROM "Approval" a, ${many} WHERE a."executionId" = $1`,
    [executionId],
  )
  await client.query(
    `INSERT INTO "ApprovalDecider" SELECT (jsonb_populate_record(d, jsonb_build_object('approvalId', 'many' || n || '~agree'))).*
     FROM "ApprovalDecider" d JOIN "Approval" a ON a.id = d."approvalId", ${many} WHERE a."executionId" = $1`,
    [executionId],
  )
  await client.query('ANALYZE')
  await client.end()
}
