import { createWriteStream } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { TaskActivity, TaskHost, TaskResult } from '#engine/catalog/host.ts'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { z } from 'zod'

/** What a task has left behind, for tests of types that work on files. */
export interface Left {
  result: TaskResult
  /** Texts of the files that it made, by name, in order. */
  files: { name: string; text: string }[]
  lines: string[]
}

type UsedHost = Pick<TaskHost, 'execution' | 'taskRun' | 'signal' | 'log' | 'metric' | 'render'> & {
  sandbox: Pick<TaskHost['sandbox'], 'ownFolder'>
  files: Pick<TaskHost['files'], 'open' | 'size' | 'fetchTo' | 'put'>
}

/** Runs a type's code on files in memory; each comes in pieces that end anywhere. */
export async function runOn(
  type: { spec: { properties: z.ZodObject }; run: TaskActivity<never> },
  properties: Record<string, unknown>,
  given: Readonly<Record<string, string | Uint8Array>>,
): Promise<Left> {
  const left: Left = { result: { state: 'SUCCESS', outputs: {} }, files: [], lines: [] }
  const open = async (uri: string) => {
    const content = given[uri]
    if (content === undefined) throw new Error(`There is no file ${uri}.`)
    return pieces(Buffer.from(content))
  }
  const host: UsedHost = {
    execution: { id: 'e1', namespace: 'company.team', flowId: 'f', flowRevision: 1 },
    taskRun: { id: 'r1', taskId: 'work', attempt: 1, round: 1 },
    signal: new AbortController().signal,
    log: async (level, message) => void left.lines.push(`${level} ${message}`),
    metric: () => undefined,
    render: async (template, item) =>
      String(await renderAsync(template, { variables: item, now: 0, random: () => 0 }, {})),
    sandbox: { ownFolder: () => mkdtemp(path.join(tmpdir(), 'formwork-test-')) },
    files: {
      open,
      size: async (uri) => Buffer.from(given[uri] ?? '').length,
      fetchTo: async (uri, local) => pipeline(Readable.from(await open(uri)), createWriteStream(local)),
      put: async (name, content) => {
        const text = Buffer.from(content instanceof Uint8Array ? content : await whole(content)).toString()
        left.files.push({ name, text })
        return { uri: `kestra:///made/${left.files.length}`, name, size: text.length, sha256: '' }
      },
    },
  }
  left.result = await type.run(type.spec.properties.parse(properties) as never, host as TaskHost)
  return left
}

async function* pieces(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 3) yield await Promise.resolve(bytes.subarray(at, at + 3))
}

async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
