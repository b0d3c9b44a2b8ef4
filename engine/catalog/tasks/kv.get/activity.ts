import type { TaskActivity } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

interface Properties {
  key: string
  namespace?: string
  errorOnMissing: boolean
}

const getKey: TaskActivity<Properties> = async ({ key, namespace, errorOnMissing }, host) => {
  const found = await host.kv.get(key, namespace)
  if (found) return { state: 'SUCCESS', outputs: { value: found.value } }
  const nothing: JsonObject = {}
  if (!errorOnMissing) return { state: 'SUCCESS', outputs: nothing }
  const where = namespace ?? host.execution.namespace
  const message = `No value found for key '${key}' in namespace '${where}' and \`errorOnMissing\` is set to true`
  return { state: 'FAILED', message }
}

export default getKey
