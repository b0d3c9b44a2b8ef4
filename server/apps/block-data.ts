import type { BlockData, BlockView, FailureView } from '#engine/flow/app-page.ts'
import type { Flow, Json, JsonObject, LogLevel } from '#engine/flow/flow.ts'
import type { BlockNeed } from '#engine/flow/spec.ts'
import { blockSpecs } from '#generated/catalog/specs.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { db } from '#server/db.ts'
import { executionIn } from '#server/files/address.ts'
import { mayRead } from '#server/files/readable.ts'
import { loadReferences } from '#server/files/references.ts'
import { from } from '#server/logs/line.ts'
import {
  answersOf,
  isFileUri,
  resultsOf,
  writeOut,
  type Reader,
  type Showable,
} from '#server/requests/shown-value.ts'
import type { RequestView } from '#server/requests/view.ts'
import type { Places } from './places.ts'
import { isRow, tableOf } from './table-data.ts'

/** Lines that a page shows at most; a download has all. */
const mostLines = 200
const traceLines = 20

export interface DataOf {
  reader: Reader
  appId: string
  places: Places
  flow: Flow
  row?: Execution
  /** The tracker's, where a block asks for what went wrong. */
  request?: RequestView
  /** Whether the reader may read executions: then a failure shows its task and lines. */
  readsRuns: boolean
}

/** Every block that shows something, at any depth. */
export function allBlocks(blocks: readonly BlockView[]): BlockView[] {
  return blocks.flatMap((block) => [block, ...(block.parts ?? []).flatMap((part) => allBlocks(part.blocks))])
}

/** What the blocks of a page need of the server, all together. */
export function needsOf(blocks: readonly BlockView[]): Set<BlockNeed> {
  return new Set(allBlocks(blocks).flatMap(({ type }) => blockSpecs[type]?.needs ?? []))
}

/** Fills in what the blocks show: their values in one query for all files, the log once for each that shows it. */
export async function fillIn(blocks: readonly BlockView[], of: DataOf): Promise<void> {
  const all = allBlocks(blocks).filter(({ problem }) => !problem)
  const values = new Map<BlockView, Helped[]>()
  const outputs = needsOf(blocks).has('outputs') ? await outputsOf(of) : {}
  for (const block of all) {
    const shown = showables(block, of, outputs)
    if (shown) values.set(block, shown)
  }
  await writeValues(values, of)
  for (const block of all) {
    const data = await ownData(block, of)
    if (data) block.data = { ...block.data, ...data }
  }
}

async function outputsOf({ row }: DataOf): Promise<JsonObject> {
  return row ? ((await loadReferences((row.outputs ?? {}) as JsonObject, row.id)) as JsonObject) : {}
}

interface Helped extends Showable {
  /** What the author says about it. */
  help?: string
}

function showables(
  { type, properties }: BlockView,
  { flow, row, reader }: DataOf,
  outputs: JsonObject,
): Helped[] | undefined {
  const [need] = blockSpecs[type]?.needs ?? []
  const filter = isRow(properties.filter) ? properties.filter : {}
  if (need === 'inputs')
    return filtered(
      answersOf(flow, { values: (row?.inputs ?? {}) as JsonObject, reader }),
      filter,
      ({ input }) => input?.id,
    )
  if (need === 'outputs') {
    const named = filtered(flow.outputs, filter, ({ id }) => id)
    return resultsOf({ outputs: named }, { values: outputs, reader })
  }
  if (need !== 'values') return undefined
  const list = Array.isArray(properties.outputs) ? properties.outputs.filter(isRow) : []
  return list.map(({ displayName, description, value = null, type: kind }) => ({
    label: typeof displayName === 'string' ? displayName : '',
    value: typeof value === 'string' ? typedValue(value, String(kind)) : value,
    ...(typeof description === 'string' && description !== '' ? { help: description } : {}),
  }))
}

/** Those that are included, in that order, without the excluded ones. */
function filtered<T>(list: T[], filter: JsonObject, idOf: (one: T) => string | undefined): T[] {
  const { include, exclude } = filter
  const without = Array.isArray(exclude) ? list.filter((one) => !exclude.includes(idOf(one) ?? '')) : list
  if (!Array.isArray(include)) return without
  return include.flatMap((id) => without.filter((one) => idOf(one) === id))
}

const texts = new Set(['STRING', 'EMAIL', 'URI', 'FILE', 'SELECT', 'ENUM', 'TEXT', 'PHONE', 'SECRET'])

/** A rendered text as the value that it says it is. */
function typedValue(text: string, type: string): Json {
  if (texts.has(type) || text.trim() === '') return text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

async function writeValues(values: ReadonlyMap<BlockView, Helped[]>, { row, reader }: DataOf): Promise<void> {
  const items = await Promise.all([...values.values()].flat().map((item) => ownFile(item, row)))
  const written = await writeOut(db, items, reader)
  let at = 0
  for (const [block, own] of values) {
    const shown = written.slice(at, at + own.length)
    block.data = { values: shown.map((value, n) => ({ ...value, ...helpOf(own[n]) })) }
    at += own.length
  }
}

function helpOf(item: Helped | undefined): { help?: string } {
  return item?.help === undefined ? {} : { help: item.help }
}

/** The address of a file of another execution is only a text: nothing is told of what it names. */
async function ownFile(item: Showable, row: Execution | undefined): Promise<Showable> {
  if (!isFileUri(item.value)) return item
  const isOwn = row !== undefined && executionIn(item.value) === row.id
  if (isOwn || (row && (await mayRead(row.id, item.value)))) return item
  return { ...item, value: '' }
}

async function ownData(block: BlockView, of: DataOf): Promise<BlockData | undefined> {
  const [need] = blockSpecs[block.type]?.needs ?? []
  if (need === 'rows') return tableOf(block.properties)
  if (need === 'picture') return pictureOf(block, of)
  if (need === 'logs') return of.row ? logsOf(block, of.row) : { lines: [], more: false }
  if (need === 'log-file') return of.row ? { href: logFile(block, of.appId, of.row.id) } : {}
  return need === 'failure' ? { failure: await failureOf(of) } : undefined
}

function pictureOf({ properties }: BlockView, { places, row }: DataOf): BlockData {
  const { file } = properties
  if (typeof file !== 'string') return typeof properties.url === 'string' ? { href: properties.url } : {}
  if (/^nsfiles?:\/\/\//.test(file)) return { href: places.picture(file) }
  const href = row && isFileUri(file) ? places.file(file) : undefined
  return href === undefined ? {} : { href }
}

interface LogFilter {
  logLevel?: LogLevel
  taskIds?: string[]
}

async function logsOf({ properties }: BlockView, row: Execution): Promise<BlockData> {
  const { logLevel, taskIds } = (properties.filter ?? {}) as LogFilter
  const rows = await db.log.findMany({
    where: {
      executionId: row.id,
      ...(logLevel ? { level: { in: from(logLevel) } } : {}),
      ...(taskIds && taskIds.length > 0 ? { taskId: { in: taskIds } } : {}),
    },
    orderBy: [{ timestamp: 'desc' }, { line: 'desc' }],
    take: mostLines + 1,
  })
  const lines = rows.slice(0, mostLines).reverse()
  return {
    lines: lines.map(({ timestamp, level, taskId, attempt, message }) => ({
      at: timestamp.toISOString(),
      level: level as LogLevel,
      ...(attempt > 0 ? { taskId } : {}),
      message,
    })),
    more: rows.length > mostLines,
  }
}

function logFile({ properties }: BlockView, appId: string, executionId: string): string {
  const { logLevel, taskIds = [] } = (properties.filter ?? {}) as LogFilter
  const query = new URLSearchParams({ executionId })
  if (logLevel) query.set('minLevel', logLevel)
  for (const taskId of taskIds) query.append('taskIds', taskId)
  return `/api/v1/apps/view/${encodeURIComponent(appId)}/logs/download?${query.toString()}`
}

async function failureOf({ row, request, readsRuns }: DataOf): Promise<FailureView> {
  const failed =
    row && readsRuns
      ? await db.taskRun.findFirst({
          where: { executionId: row.id, state: 'FAILED' },
          orderBy: { position: 'desc' },
          select: { id: true, taskId: true, message: true },
        })
      : null
  const lines = failed
    ? await db.log.findMany({
        where: { taskRunId: failed.id },
        orderBy: [{ timestamp: 'desc' }, { line: 'desc' }],
        take: traceLines,
        select: { message: true },
      })
    : []
  const hold = request?.hold
  return {
    ...(hold ? { stage: hold.stage, told: hold.told } : {}),
    ...(failed
      ? {
          trace: {
            taskId: failed.taskId,
            lines: [...lines.map(({ message }) => message).reverse(), failed.message ?? ''].filter(
              (line) => line !== '',
            ),
          },
        }
      : {}),
  }
}
