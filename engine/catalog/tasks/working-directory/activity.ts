import type { TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import { layOutNamespaceFiles } from '#engine/catalog/namespace-files.ts'
import type { NamespaceFilesGiven } from '#engine/catalog/namespace-files-properties.ts'
import { collect, filesIn, layOut, matching, type FilesGiven } from '#engine/catalog/work-folder.ts'
import { durationMs } from '#engine/flow/duration.ts'

interface Properties {
  inputFiles?: FilesGiven
  namespaceFiles?: NamespaceFilesGiven
  outputFiles?: string[]
  cache?: Cache
}

interface Cache {
  patterns: string[]
  ttl?: string
}

const run: TaskActivity<Properties> = async (properties, host) => {
  const { inputFiles, outputFiles, cache } = properties
  const folder = await host.sandbox.workFolder()
  if (cache) await restore(folder, host)
  await layOutNamespaceFiles(folder, properties.namespaceFiles, host)
  await layOut(folder, inputFiles, host.files)
  const { state, message } = await host.inner.play(folder)
  const { uris, empty } = await collect(folder, outputFiles, { files: host.files })
  if (cache) await keep(folder, cache, host)
  const outputs = { outputFiles: uris }
  if (state === 'FAILED') return { state, message: message ?? 'A task failed', outputs }
  for (const pattern of empty) await host.log('WARN', `\`outputFiles\`: there is no file ${pattern}`)
  return { state, outputs }
}

async function restore(folder: string, host: TaskHost): Promise<void> {
  const names = await host.cache.restore(folder)
  await host.log('DEBUG', names ? `${names.length} files come from the cache` : 'There is no cache yet')
}

/** A cache saves time; without it the task has still done its work. */
async function keep(folder: string, { patterns, ttl }: Cache, host: TaskHost): Promise<void> {
  try {
    const { found } = matching(await filesIn(folder), patterns)
    await host.cache.keep(folder, found, ttl === undefined ? undefined : durationMs(ttl))
  } catch (error) {
    await host.log(
      'WARN',
      `The cache could not be kept: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

export default run
