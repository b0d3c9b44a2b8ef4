import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'

/** What is wrong with a flow of this one task, as `path: message`. */
export function problemsOf(task: string): string[] {
  const { problems } = parseFlow(`{id: f, namespace: n, tasks: [${task}]}`, vocabulary)
  return problems.map(({ path, message }) => `${path}: ${message}`)
}
