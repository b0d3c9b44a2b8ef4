import type { TaskActivity } from '#engine/catalog/host.ts'
import { collect, layOut, type FilesGiven } from '#engine/catalog/work-folder.ts'

interface Properties {
  inputs?: FilesGiven
  outputs?: string[]
}

const run: TaskActivity<Properties> = async ({ inputs, outputs }, host) => {
  const folder = await host.sandbox.workFolder()
  await layOut(folder, inputs, host.files)
  const { uris } = await collect(folder, outputs, { files: host.files })
  return { state: 'SUCCESS', outputs: { uris } }
}

export default run
