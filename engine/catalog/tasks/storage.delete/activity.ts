import type { TaskActivity } from '#engine/catalog/host.ts'

const remove: TaskActivity<{ uri: string; errorOnMissing: boolean }> = async (
  { uri, errorOnMissing },
  host,
) => {
  const deleted = await host.files.delete(uri)
  if (!deleted && errorOnMissing) return { state: 'FAILED', message: `There is no file ${uri}.` }
  return { state: 'SUCCESS', outputs: { uri, deleted } }
}

export default remove
