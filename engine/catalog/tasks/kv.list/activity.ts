import type { TaskActivity } from '#engine/catalog/host.ts'

const listKeys: TaskActivity<{ prefix: string; namespace?: string }> = async (
  { prefix, namespace },
  host,
) => ({
  state: 'SUCCESS',
  outputs: { keys: await host.kv.keys(prefix, namespace) },
})

export default listKeys
