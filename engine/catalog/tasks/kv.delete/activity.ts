import type { TaskActivity } from '#engine/catalog/host.ts'

interface Properties {
  key: string
  namespace?: string
  errorOnMissing: boolean
}

const deleteKey: TaskActivity<Properties> = async ({ key, namespace, errorOnMissing }, host) => {
  const deleted = await host.kv.delete(key, namespace)
  if (deleted || !errorOnMissing) return { state: 'SUCCESS', outputs: { deleted } }
  const where = namespace ?? host.execution.namespace
  const message = `No value found for key '${key}' in namespace '${where}' and \`errorOnMissing\` is set to true`
  return { state: 'FAILED', message }
}

export default deleteKey
