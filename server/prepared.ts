/** Statements of which each connection of the server keeps the plan. */
const mostNames = 300
/** What is asked that often is asked all the time; values that became part of a text are not. */
const seenBefore = 3

const seen = new Map<string, number>()
const names = new Map<string, string>()

/**
 * Name under which a connection prepares a statement once instead of planning it at every call: a run costs the database a
 * third less so. Lists and counts are left out, for the plan that fits most values may be a bad one for the value at hand.
 * @returns empty: it is planned anew
 */
export function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql)
  if (known !== undefined) return known
  if (names.size >= mostNames || !isPointed(sql)) return ''
  const times = (seen.get(sql) ?? 0) + 1
  if (times < seenBefore) {
    if (seen.size >= 10 * mostNames) seen.clear()
    seen.set(sql, times)
    return ''
  }
  seen.delete(sql)
  const name = `formwork_${names.size}`
  names.set(sql, name)
  return name
}

function isPointed(sql: string): boolean {
  return /^\s*(INSERT|UPDATE|DELETE|WITH)\b/.test(sql) || !/ORDER BY|LIKE|count\(| ~ /.test(sql)
}
