import type { TaskActivity } from '#engine/catalog/host.ts'

interface Properties {
  namespaces?: string[]
  keyPattern?: string
  includeChildNamespaces: boolean
  behavior?: { expiredOnly: boolean }
  expiredOnly?: boolean
}

const purgeKeys: TaskActivity<Properties> = async (properties, host) => {
  const { namespaces = [host.execution.namespace], keyPattern, includeChildNamespaces: children } = properties
  const expiredOnly = properties.expiredOnly ?? properties.behavior?.expiredOnly ?? true
  const size = await host.kv.purge({ namespaces, children, keyPattern, expiredOnly })
  await host.log('INFO', `Purged ${size} keys of ${namespaces.join(', ')}`)
  return { state: 'SUCCESS', outputs: { size } }
}

export default purgeKeys
