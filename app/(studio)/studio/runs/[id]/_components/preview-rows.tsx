import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { Json, JsonObject } from '#engine/flow/flow.ts'

/** Columns that are shown: more do not fit a screen. */
const mostColumns = 60

/** Rows of a file as a table; rows without names have one column. */
export function PreviewRows({ rows, label }: { rows: readonly Json[]; label: string }) {
  const maps = rows.map((row): JsonObject => (isMap(row) ? row : { '': row }))
  const columns = [...new Set(maps.flatMap((row) => Object.keys(row)))].slice(0, mostColumns)
  return (
    <Table label={label} className="font-mono text-xs">
      <thead>
        <tr>
          {columns.map((column) => (
            <Th key={column}>{column}</Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {maps.map((row, number) => (
          // rows have no identity but their place, and never move
          <Tr key={number}>
            {columns.map((column) => (
              <Td key={column} className="max-w-80 truncate align-top" title={textOf(row[column])}>
                {textOf(row[column])}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
