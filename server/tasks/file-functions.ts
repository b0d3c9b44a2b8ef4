import type { HostFunctions } from '#engine/flow/expressions/types.ts'
import type { Json } from '#engine/flow/flow.ts'
import { textArguments } from './arguments.ts'
import { findReadable, openReadable, type FileReader, type ReadableFile } from './readable-file.ts'

/** Bytes. */
const readLimit = 1_000_000

/**
 * `read`, `fileURI`, `fileSize`, `fileExists`, `isFileEmpty`: each takes the address of a file, or a path among the files of a
 * namespace and, where that is not the flow's own, its name.
 */
export function fileFunctions(reader: FileReader): HostFunctions {
  const looking = (name: string, answer: (file: ReadableFile | undefined) => Json): HostFunctions[string] => {
    return async (args, named) => answer(await findReadable(reader, askedFor(name, args, named)))
  }
  const reading = (name: string, answer: (file: ReadableFile) => Promise<Json>): HostFunctions[string] => {
    return async (args, named) => {
      const asked = askedFor(name, args, named)
      const file = await findReadable(reader, asked)
      if (!file) throw new Error(`There is no file ${asked.path} ${placeOf(asked, reader)}.`)
      return answer(file)
    }
  }
  return {
    read: reading('read', ({ uri }) => readText(reader, uri)),
    fileURI: reading('fileURI', async ({ uri }) => uri),
    fileSize: reading('fileSize', async ({ size }) => size),
    isFileEmpty: reading('isFileEmpty', async ({ size }) => size === 0),
    fileExists: looking('fileExists', (file) => file !== undefined),
  }
}

interface Asked {
  path: string
  namespace?: string
}

function askedFor(name: string, args: readonly Json[], named: Readonly<Record<string, Json>>): Asked {
  const [path = '', namespace] = textArguments(['path'], { name, args, named, optional: ['namespace'] })
  return { path, namespace }
}

function placeOf({ path, namespace }: Asked, reader: FileReader): string {
  return path.includes('://')
    ? 'that this execution may read'
    : `in the namespace '${namespace ?? reader.namespace}'`
}

async function readText(reader: FileReader, uri: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of await openReadable(reader, uri)) {
    bytes += chunk.length
    if (bytes > readLimit) throw new Error(`read() takes files up to ${readLimit} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
