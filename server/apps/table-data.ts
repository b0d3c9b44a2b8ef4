import type { BlockData } from '#engine/flow/app-page.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'

/** Rows that a page shows. */
const mostRows = 500
const mostColumns = 50

export function isRow(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The rows of a table or chart, taken out of the block's properties. A text is read as JSON; rows that are lists are called by their
 * places, and what is no list has none.
 */
export function tableOf(properties: JsonObject): BlockData {
  const { value, columns } = properties
  delete properties.value
  const rows = rowsIn(value)
  const named = Array.isArray(columns) ? columns.flatMap(columnOf) : undefined
  const keys = [...new Set(rows.slice(0, mostRows).flatMap((row) => Object.keys(row)))]
  return {
    rows: rows.slice(0, mostRows),
    total: rows.length,
    columns: named ?? keys.slice(0, mostColumns).map((id) => ({ id, label: id })),
  }
}

function columnOf(column: Json): { id: string; label: string }[] {
  if (typeof column === 'string') return [{ id: column, label: column }]
  if (!isRow(column) || typeof column.id !== 'string') return []
  return [{ id: column.id, label: typeof column.label === 'string' ? column.label : column.id }]
}

function rowsIn(value: Json | undefined): JsonObject[] {
  const list = typeof value === 'string' ? parsed(value) : value
  if (!Array.isArray(list)) return []
  return list.flatMap((row) => {
    if (Array.isArray(row)) return [Object.fromEntries(row.map((cell, at) => [String(at + 1), cell]))]
    return isRow(row) ? [row] : []
  })
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return []
  }
}
