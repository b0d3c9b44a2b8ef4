import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { partsOf, startProduct, type Product } from '../harness/product.ts'
import { ApiClient } from './client.ts'
import { engineRows } from './engine-rows.ts'
import { rendersPerSecond } from './expressions.ts'
import { decided, three } from './flows.ts'
import { inboxRows } from './inbox.ts'
import { largeFlowMs } from './language.ts'
import { ms, repeat, spread } from './measure.ts'
import { memoryOf } from './memory.ts'
import { startPeer, type Peer } from './peer/peer.ts'
import { alone, medianAndP95, medianAndP99, table, times, type Row } from './row.ts'
import { typingRows } from './typing.ts'
import { weightRows } from './weights.ts'
import { decisions, submissions, threeSteps, type Parts } from './works.ts'

const runs = Number(process.env.BENCH_TIMES ?? 100)
const seconds = Number(process.env.BENCH_SECONDS ?? 20)

/** Milliseconds from a start to the end of the first execution after it. */
async function firstExecution(product: Product, startedAt: number): Promise<number> {
  const admin = new ApiClient(product, product.adminEmail, product.adminPassword)
  await admin.call('POST', '/executions/bench/three?wait=true', {})
  return performance.now() - startedAt
}

/** What the parts of a run take, what people feel, and what the engine carries. */
async function measure(product: Product): Promise<Row[]> {
  const admin = new ApiClient(product, product.adminEmail, product.adminPassword)
  const requester = new ApiClient(product, 'nora@formwork.example', product.demoPassword)
  const approver = new ApiClient(product, 'ben@formwork.example', product.demoPassword)
  await admin.call('POST', '/flows', three)
  await admin.call('POST', '/flows', decided)
  const idle = memoryOf([...Object.values(partsOf(product.home))])
  const peer = await startPeer(
    `127.0.0.1:${readFileSync(path.join(product.home, 'temporal', 'port'), 'utf8')}`,
  )
  const rows = [
    ...told(await stepRows(admin, peer)),
    ...told(await peopleRows(requester, approver, admin)),
    ...told(await weightRows(product, { requester, approver })),
    ...told(await typingRows(product, admin)),
    ...told(await inboxRows(product, admin, runs)),
    ...told(await engineRows(admin, peer, { runs, seconds })),
    alone('B9 memory of everything, idle', `${Math.round(idle)} MB`),
    alone(
      'B9 memory of everything, after all this',
      `${Math.round(memoryOf([...Object.values(partsOf(product.home))]))} MB`,
    ),
  ]
  await peer.stop()
  return rows
}

/** The whole takes some ten minutes: what is known is said at once. */
function told(rows: Row[]): Row[] {
  for (const { work, here, peer } of rows)
    console.log(peer ? `${work}: ${here}; ${peer}` : `${work}: ${here}`)
  return rows
}

/** B4. */
async function stepRows(admin: ApiClient, peer: Peer): Promise<Row[]> {
  const remote = spread(await repeat(runs, () => peer.run('withActivities', 3)))
  const local = spread(await repeat(runs, () => peer.run('withLocalActivities', 3)))
  const { whole, parts } = await threeSteps(admin, runs)
  const own = spread(whole)
  const part = (of: (parts: Parts) => number) => ms(spread(parts.map(of)).median)
  const split = [
    part(({ request }) => request),
    part(({ begin }) => begin),
    part(({ steps }) => steps),
    part(({ store }) => store),
  ]
  return [
    {
      work: 'B4 three trivial steps, client to client, median / p95',
      here: medianAndP95(own),
      peer: `one activity a step ${medianAndP95(remote)}`,
      ratio: times(own.median, remote.median),
    },
    {
      work: 'B4 the same against local activities that record nothing',
      here: medianAndP95(own),
      peer: medianAndP95(local),
      ratio: times(own.median, local.median),
    },
    alone('B4 its parts, medians: request, begin, steps, store', split.join(' + ')),
  ]
}

/** B6 and B7. */
async function peopleRows(requester: ApiClient, approver: ApiClient, admin: ApiClient): Promise<Row[]> {
  const submitted = await submissions(requester, admin, runs)
  const firstTask = spread(submitted.map(({ toFirstTask }) => toFirstTask))
  const visible = spread(submitted.map(({ toVisible }) => toVisible))
  const decision = spread(await decisions(approver, admin, runs))
  return [
    alone('B6 form submitted → first task running, p50 / p99', medianAndP99(firstTask)),
    alone('B6 first task running → visible to the requester, p50 / p99', medianAndP99(visible)),
    alone('B7 decision clicked → next task running, p50 / p99', medianAndP99(decision)),
  ]
}

const product = await startProduct()
const rows = await measure(product)
await product.stop({ keep: true })
const began = performance.now()
const second = await startProduct({}, product.home)
const first = await firstExecution(second, began)
await second.stop()
const file = 'docs/performance.md'
const all = [
  ...rows,
  alone('B9 start, already built → first execution done', `${(first / 1000).toFixed(1)} s`),
  alone('simple templates a second on one core', Math.round(rendersPerSecond()).toLocaleString('en')),
  alone('a flow of 500 tasks parsed and validated, median', ms(largeFlowMs())),
]
const text = table(all, readFileSync(file, 'utf8'))
console.log(text)
const intro = `# Performance

\`npm run bench\` prints this table and writes it here: ${runs} runs each, one after another, rates for ${seconds} seconds, with a plain Temporal workflow beside it on the same server, and what it printed the time before.
Figures hold only side by side, on one machine in one run. This one: ${os.cpus().length} cores, ${os.cpus()[0]?.model.trim() ?? ''}, Node ${process.versions.node}.

${text}
`
writeFileSync(file, intro)
