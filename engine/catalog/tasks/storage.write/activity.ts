import type { TaskActivity } from '#engine/catalog/host.ts'

const write: TaskActivity<{ content: string; extension: string }> = async ({ content, extension }, host) => {
  const name = `${host.taskRun.taskId}${extension}`
  const { uri } = await host.files.put(name, new TextEncoder().encode(content))
  return { state: 'SUCCESS', outputs: { uri } }
}

export default write
