import type { TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import { fieldsOf } from '#engine/catalog/item-fields.ts'
import { rowBytes, rowsIn, type Row } from '#engine/catalog/rows.ts'
import { isTrueText } from '#engine/flow/truth.ts'

interface Properties {
  from: string
  filterCondition: string
  filterType: 'INCLUDE' | 'EXCLUDE'
  errorOrNullBehavior: 'FAIL' | 'INCLUDE' | 'EXCLUDE'
}

interface Count {
  all: number
  dropped: number
}

const filter: TaskActivity<Properties> = async (properties, host) => {
  const count: Count = { all: 0, dropped: 0 }
  const { uri } = await host.files.put('filtered.ion', kept(properties, host, count))
  return {
    state: 'SUCCESS',
    outputs: { uri, processedItemsTotal: count.all, droppedItemsTotal: count.dropped },
  }
}

async function* kept(properties: Properties, host: TaskHost, count: Count): AsyncIterable<Uint8Array> {
  for await (const row of rowsIn(await host.files.open(properties.from))) {
    host.signal.throwIfAborted()
    count.all++
    if (await isKept(row, properties, host)) yield rowBytes(row.text)
    else count.dropped++
  }
}

async function isKept(row: Row, properties: Properties, host: TaskHost): Promise<boolean> {
  const { filterCondition, filterType, errorOrNullBehavior } = properties
  try {
    const holds = isTrueText(await host.render(filterCondition, fieldsOf(row.value)))
    return holds === (filterType === 'INCLUDE')
  } catch (error) {
    if (errorOrNullBehavior === 'FAIL' || host.signal.aborted) throw error
    return errorOrNullBehavior === 'INCLUDE'
  }
}

export default filter
