import type { TaskActivity } from '#engine/catalog/host.ts'

const size: TaskActivity<{ uri: string }> = async ({ uri }, host) => ({
  state: 'SUCCESS',
  outputs: { size: await host.files.size(uri) },
})

export default size
