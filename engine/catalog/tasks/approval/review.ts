import { matrixOf, unreachedRows } from '#engine/flow/approvals/matrix.ts'
import type { Remark, Reviewed } from '#engine/flow/spec.ts'

/** Somebody has to decide, and rows of a matrix can only hang on what it names. */
export function review({ properties }: Reviewed): Remark[] {
  const matrix = matrixOf(properties)
  if (!matrix)
    return properties.deciders === undefined
      ? [{ kind: 'problem', message: 'An approval needs `deciders` or a `matrix`', path: [] }]
      : []
  const remarks: Remark[] = []
  const problem = (message: string, ...inside: (string | number)[]) =>
    remarks.push({ kind: 'problem', message, path: ['matrix', ...inside] })
  if (matrix.value === undefined && matrix.category === undefined)
    problem('`matrix` needs a `value`, a `category` or both')
  for (const [index, row] of matrix.rows.entries()) {
    const ranged = row.above !== undefined || row.upTo !== undefined
    if (ranged && matrix.value === undefined) problem('A range needs a `value` of the matrix', 'rows', index)
    if (row.category !== undefined && matrix.category === undefined)
      problem('A category needs the `category` of the matrix', 'rows', index)
  }
  if (remarks.length > 0) return remarks
  return unreachedRows(matrix).map((index) => ({
    kind: 'warning',
    message: `Row ${index + 1} is never reached: those before it take all that it is for`,
    path: ['matrix', 'rows', index],
  }))
}
