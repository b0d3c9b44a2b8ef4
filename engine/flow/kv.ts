/** What a value of the key-value store is; dates, times and durations are ISO 8601 texts. */
export const kvTypes = ['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'] as const
export type KvType = (typeof kvTypes)[number]

export const keyPattern = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/
export const keyRule =
  'A key begins with a letter or digit and holds letters, digits, dots, underscores and hyphens only.'
