/** What a file of people says of each, in the order of an export. */
export const columns = [
  'mail',
  'name',
  'groups',
  'roles',
  'manager',
  'timeZone',
  'language',
  'active',
] as const
export type Column = (typeof columns)[number]

/** Cells by the names of their columns; a column that the file has not is absent. */
export type Cells = Partial<Record<Column, string>>

const spellings: Readonly<Record<string, Column>> = {
  ...Object.fromEntries(columns.map((column) => [column.toLowerCase(), column])),
  email: 'mail',
  group: 'groups',
  role: 'roles',
}

/** The column that a header means: `Time zone`, `time_zone` and `timeZone` are one. */
export function columnOf(header: string): Column | undefined {
  const plain = header.toLowerCase().replace(/[\s_-]/g, '')
  return Object.hasOwn(spellings, plain) ? spellings[plain] : undefined
}

/** What stands between the items of a cell: `finance; buyers`. */
export const between = '; '

/** The items of a cell, each once. */
export function itemsOf(cell: string): string[] {
  return [...new Set(cell.split(/[;|\n]/).map((item) => item.trim()))].filter((item) => item !== '')
}
