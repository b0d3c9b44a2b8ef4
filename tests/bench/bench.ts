import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { partsOf, startProduct, type Product } from '../harness/product.ts'
import { ApiClient } from './client.ts'
import { decided, three } from './flows.ts'
import { ms, repeat, spread } from './measure.ts'
import { memoryOf } from './memory.ts'
import { startPeer } from './peer/peer.ts'
import { decisions, submissions, threeSteps, type Parts } from './works.ts'

const times = Number(process.env.BENCH_TIMES ?? 100)

interface Row {
  work: string
  here: string
  peer: string
  ratio: string
}

async function firstExecution(product: Product, startedAt: number): Promise<number> {
  const admin = new ApiClient(product, product.adminEmail, product.adminPassword)
  await admin.call('POST', '/flows', three)
  await admin.call('POST', '/executions/bench/three?wait=true', {})
  return performance.now() - startedAt
}

async function measure(product: Product): Promise<Row[]> {
  const admin = new ApiClient(product, product.adminEmail, product.adminPassword)
  const requester = new ApiClient(product, 'nora@formwork.example', product.demoPassword)
  const approver = new ApiClient(product, 'ben@formwork.example', product.demoPassword)
  await admin.call('POST', '/flows', decided)
  const idle = memoryOf([...Object.values(partsOf(product.home))])
  const peer = await startPeer(
    `127.0.0.1:${readFileSync(path.join(product.home, 'temporal', 'port'), 'utf8')}`,
  )
  const remote = spread(await repeat(times, () => peer.run('withActivities', 3)))
  const local = spread(await repeat(times, () => peer.run('withLocalActivities', 3)))
  const { whole, parts } = await threeSteps(admin, times)
  const own = spread(whole)
  const part = (of: (parts: Parts) => number) => ms(spread(parts.map(of)).median)
  await peer.stop()
  const submitted = await submissions(requester, admin, times)
  const firstTask = spread(submitted.map(({ toFirstTask }) => toFirstTask))
  const visible = spread(submitted.map(({ toVisible }) => toVisible))
  const decision = spread(await decisions(approver, admin, times))
  const two = ({ median, p95 }: typeof own) => `${ms(median)} / ${ms(p95)}`
  const tail = ({ median, p99 }: typeof own) => `${ms(median)} / ${ms(p99)}`
  const ratio = (peerMedian: number) => `${(own.median / peerMedian).toFixed(2)} ×`
  return [
    {
      work: 'B4 three trivial steps, client to client, median / p95',
      here: two(own),
      peer: `one activity a step ${two(remote)}`,
      ratio: ratio(remote.median),
    },
    {
      work: 'B4 the same against local activities that record nothing',
      here: two(own),
      peer: two(local),
      ratio: ratio(local.median),
    },
    {
      work: 'B4 its parts, medians: request, begin, steps, store',
      here: [
        part(({ request }) => request),
        part(({ begin }) => begin),
        part(({ steps }) => steps),
        part(({ store }) => store),
      ].join(' + '),
      peer: '',
      ratio: '',
    },
    { work: 'B6 form submitted → first task running, p50 / p99', here: tail(firstTask), peer: '', ratio: '' },
    {
      work: 'B6 first task running → visible to the requester, p50 / p99',
      here: tail(visible),
      peer: '',
      ratio: '',
    },
    { work: 'B7 decision clicked → next task running, p50 / p99', here: tail(decision), peer: '', ratio: '' },
    { work: 'B9 memory of everything, idle', here: `${Math.round(idle)} MB`, peer: '', ratio: '' },
  ]
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ work, here, peer, ratio }) => `| ${work} | ${here} | ${peer} | ${ratio} |`)
  return [
    '| work | Formwork | plain Temporal, same server | ratio |',
    '| --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}

const began = performance.now()
const product = await startProduct()
const first = await firstExecution(product, began)
const rows = await measure(product)
await product.stop()
const again = {
  work: 'B9 first start, already built → first execution done',
  here: `${(first / 1000).toFixed(1)} s`,
  peer: '',
  ratio: '',
}
const text = table([...rows, again])
console.log(text)
const intro = `# Performance

\`npm run bench\` prints this table and writes it here: ${times} runs each, one after another, with a plain Temporal workflow beside it on the same server.
Figures hold only side by side, on one machine in one run. This one: ${os.cpus().length} cores, ${os.cpus()[0]?.model.trim() ?? ''}, Node ${process.versions.node}.

${text}
`
writeFileSync('docs/performance.md', intro)
