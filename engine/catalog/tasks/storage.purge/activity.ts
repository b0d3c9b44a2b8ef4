import type { TaskActivity } from '#engine/catalog/host.ts'

const purge: TaskActivity = async (_, host) => {
  const uris = await host.files.deleteAll()
  await host.log('INFO', `Purged ${uris.length} files`)
  return { state: 'SUCCESS', outputs: { uris } }
}

export default purge
