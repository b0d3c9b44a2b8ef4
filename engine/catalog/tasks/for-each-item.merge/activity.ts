import type { TaskActivity } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

const run: TaskActivity<{ from: string }> = async ({ from }, host) => {
  const { uri } = await host.files.put('outputs.jsonl', lines(host.executions.outputs(from)))
  return { state: 'SUCCESS', outputs: { subflowOutputs: uri } }
}

async function* lines(all: AsyncIterable<JsonObject>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const outputs of all) yield encoder.encode(`${JSON.stringify(outputs)}\n`)
}

export default run
