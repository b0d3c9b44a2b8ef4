import { sentence } from '#engine/flow/inputs/sentence.ts'
import type { InputProblem } from '#engine/flow/inputs/types.ts'
import { AppError } from '#server/errors.ts'

/**
 * @param blocked what the flow's checks say that do not let it begin
 * @throws AppError `invalid` with every problem of the inputs and its place, and every such check, where there is any
 */
export function demandRight(problems: readonly InputProblem[], blocked: readonly string[] = []): void {
  if (problems.length + blocked.length === 0) return
  const wrong = problems.map((problem) => ({ path: problem.inputId, message: sentence(problem) }))
  const details = [...wrong, ...blocked.map((message) => ({ path: 'checks', message }))]
  const lines = wrong.map(({ path, message }) => `${path}: ${message}`)
  const entity = lines.length > 0 ? [`Invalid entity: ${lines.join('\n')}`] : []
  throw new AppError('invalid', [...entity, ...blocked].join('\n'), { details })
}
