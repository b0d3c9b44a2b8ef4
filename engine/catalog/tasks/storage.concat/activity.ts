import type { TaskActivity, TaskHost } from '#engine/catalog/host.ts'

interface Properties {
  files: string[]
  separator?: string
  extension: string
}

const concat: TaskActivity<Properties> = async ({ files, separator, extension }, host) => {
  const { uri } = await host.files.put(`concat${extension}`, joined(host, files, separator))
  return { state: 'SUCCESS', outputs: { uri } }
}

async function* joined(
  { files: store }: TaskHost,
  files: readonly string[],
  separator?: string,
): AsyncIterable<Uint8Array> {
  const between = separator === undefined ? undefined : new TextEncoder().encode(separator)
  for (const uri of files) {
    yield* await store.open(uri)
    if (between) yield between
  }
}

export default concat
