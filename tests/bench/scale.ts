import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { partsOf, startProduct, type Product } from '../harness/product.ts'
import { until } from '../harness/until.ts'
import { ApiClient } from './client.ts'
import { loopId, looped } from './flows.ts'
import { memoryOf } from './memory.ts'
import { batch, batches, itemLoop, lookingBack, nestedCalls } from './scale-flows.ts'

// How large runs behave: time for each value, the longest history, the worker's memory. `npm run bench scale`.

const counts = (process.env.SCALE ?? '1000,5000,10000').split(',').map(Number)
const minute = 60

interface Execution {
  id: string
  error?: string
  state: { current: string; startDate: string; endDate?: string }
}

class Bench {
  private longest = 0

  constructor(
    private readonly product: Product,
    private readonly temporal: Client,
    readonly admin: ApiClient,
  ) {}

  /** Plays a flow to its end and prints what it took. */
  async play(
    flowId: string,
    { count, namespace, form }: { count: number; namespace: string; form?: FormData },
  ) {
    const at = `/executions/${namespace}/${flowId}`
    const { id } = form
      ? await this.admin.send<Execution>(at, form)
      : await this.admin.call<Execution>('POST', at, {})
    this.longest = 0
    await until(() => this.hasEnded(id), `${flowId} ends`, 20 * minute)
    const ended = await this.admin.call<Execution>('GET', `/executions/${id}`)
    const { current, startDate, endDate = '' } = ended.state
    const ms = Date.parse(endDate) - Date.parse(startDate)
    const memory = (name: string) => `${Math.round(memoryOf([partsOf(this.product.home)[name] ?? 0]))} MB`
    console.log(
      [
        flowId,
        `${current}${ended.error === undefined ? '' : ` (${ended.error})`}`,
        `${(ms / 1000).toFixed(1)} s`,
        `${(ms / count).toFixed(2)} ms each`,
        `longest history ${this.longest} events`,
        `worker ${memory('Worker')}, Temporal ${memory('Temporal')}`,
      ].join(' | '),
    )
  }

  private async hasEnded(id: string): Promise<boolean> {
    const { raw, status } = await this.temporal.workflow.getHandle(id).describe()
    this.longest = Math.max(this.longest, Number(raw.workflowExecutionInfo?.historyLength ?? 0))
    return status.name !== 'RUNNING'
  }
}

async function loops(bench: Bench): Promise<void> {
  for (const count of counts) {
    await bench.admin.call('POST', '/flows', looped(count, 1))
    await bench.play(loopId(count, 1), { count, namespace: 'bench' })
    await bench.admin.call('POST', '/flows', looped(count, 0))
    await bench.play(loopId(count, 0), { count, namespace: 'bench' })
    await bench.admin.call('POST', '/flows', itemLoop(count))
    await bench.play(`items-${count}`, { count, namespace: 'scale' })
    await bench.admin.call('POST', '/flows', lookingBack(count))
    await bench.play(`back-${count}`, { count, namespace: 'scale' })
  }
}

async function calls(bench: Bench): Promise<void> {
  await bench.admin.call('POST', '/flows', nestedCalls(10))
  await bench.play('nested', { count: 10, namespace: 'scale' })
  await bench.admin.call('POST', '/flows', batch)
  for (const count of counts) {
    await bench.admin.call('POST', '/flows', batches(count))
    const form = new FormData()
    const lines = Array.from({ length: count }, (_, n) => `line ${n}\n`)
    form.append('lines', new Blob(lines), 'lines.txt')
    await bench.play(`batches-${count}`, { count, namespace: 'scale', form })
  }
}

const product = await startProduct()
try {
  const port = readFileSync(path.join(product.home, 'temporal', 'port'), 'utf8')
  const connection = await Connection.connect({ address: `127.0.0.1:${port}` })
  const admin = new ApiClient(product, product.adminEmail, product.adminPassword)
  const bench = new Bench(product, new Client({ connection }), admin)
  if (process.env.SCALE_ONLY !== 'calls') await loops(bench)
  if (process.env.SCALE_ONLY !== 'loops') await calls(bench)
  await connection.close()
} finally {
  await product.stop()
}
