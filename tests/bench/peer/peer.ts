import { fileURLToPath } from 'node:url'
import { Client, Connection } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'

export interface Peer {
  /** Milliseconds that one run of so many trivial steps takes, as its client sees it. */
  run(
    workflow: 'withActivities' | 'withLocalActivities' | 'localActivitiesAtOnce',
    steps: number,
  ): Promise<number>
  stop(): Promise<void>
}

/** A plain Temporal worker beside the product's, on the same server. */
export async function startPeer(address: string): Promise<Peer> {
  Runtime.install({ logger: new DefaultLogger('ERROR') })
  const connection = await NativeConnection.connect({ address })
  const worker = await Worker.create({
    connection,
    taskQueue: 'bench-peer',
    workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
    activities: { step: async (n: number) => `step ${n}` },
  })
  const running = worker.run()
  const client = new Client({ connection: await Connection.connect({ address }) })
  let runs = 0
  return {
    async run(workflow, steps) {
      const began = performance.now()
      await client.workflow.execute(workflow, {
        taskQueue: 'bench-peer',
        workflowId: `peer-${process.pid}-${runs++}`,
        args: [steps],
      })
      return performance.now() - began
    },
    async stop() {
      worker.shutdown()
      await running
      await client.connection.close()
      await connection.close()
    },
  }
}
