import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { StoredItem } from '#engine/catalog/host.ts'
import { fileAddress, localPath, type FileOwner } from './address.ts'
import { putFile } from './put-file.ts'

/** Written side by side. */
const atATime = 8
const kept = 20
/** A list never changes once it is stored. The oldest first. */
const lists = new Map<string, string[]>()

/** The task run that makes the items. */
export interface ItemsOwner extends FileOwner {
  taskRunId: string
  taskId: string
}

/** Stores the items of a task run, and the list of their addresses, from which `itemsOf` reads them. */
export async function putItems(
  owner: ItemsOwner,
  items: AsyncIterable<StoredItem>,
): Promise<{ uri: string; count: number }> {
  const slug = owner.taskId.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const folder = `tasks/${slug}/${keyOf(owner)}`
  const uris: string[] = []
  let writing: Promise<{ uri: string }>[] = []
  const settle = async () => {
    for (const { uri } of await Promise.all(writing)) uris.push(uri)
    writing = []
  }
  for await (const { name, content } of items) {
    writing.push(putFile({ owner, name, content, folder }))
    if (writing.length >= atATime) await settle()
  }
  await settle()
  const content = Buffer.from(uris.map((uri) => `${uri}\n`).join(''))
  const { uri } = await putFile({ owner, ...listOf(owner), content })
  lists.delete(uri)
  return { uri, count: uris.length }
}

/** Addresses of the items that a task run made. @throws Error where it made none */
export async function itemsOf(owner: ItemsOwner): Promise<string[]> {
  const { folder, name } = listOf(owner)
  const uri = fileAddress(owner, folder, name)
  const known = lists.get(uri)
  if (known) return known
  const chunks: Uint8Array[] = []
  for await (const chunk of createReadStream(localPath(uri))) chunks.push(chunk as Uint8Array)
  const found = Buffer.concat(chunks).toString('utf8').split('\n').filter(Boolean)
  lists.set(uri, found)
  const oldest = lists.keys().next().value
  if (lists.size > kept && oldest !== undefined) lists.delete(oldest)
  return found
}

function listOf(owner: ItemsOwner): { folder: string; name: string } {
  return { folder: '_items', name: `${keyOf(owner)}.txt` }
}

function keyOf({ taskRunId }: ItemsOwner): string {
  return createHash('sha256').update(taskRunId).digest('base64url').slice(0, 22)
}
