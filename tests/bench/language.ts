import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { spread } from './measure.ts'

const tasks = 500
const rounds = 60

/** A flow whose every task has templates, every third one headers and a retry. */
function source(): string {
  const lines = Array.from({ length: tasks }, (_, n) =>
    n % 3 === 0
      ? `  - id: task-${n}
    type: http.request
    uri: https://example.com/{{ inputs.a }}/${n}
    headers: { Region: '{{ vars.region }}' }
    retry: { type: constant, interval: PT1S, maxAttempts: 3 }`
      : `  - id: task-${n}
    type: log
    message: 'Number ${n} of {{ outputs["task-${n - 1}"].value ?? "none" }}'`,
  )
  return `id: large\nnamespace: bench\ninputs: [{ id: a, type: STRING }]\nvariables: { region: north }\ntasks:\n${lines.join('\n')}\n`
}

/** Milliseconds in which a flow of 500 tasks is parsed and validated, once its code is warm: the median. */
export function largeFlowMs(): number {
  const text = source()
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    const { problems } = parseFlow(text, vocabulary)
    if (problems.length > 0) throw new Error(problems[0]?.message)
    return performance.now() - start
  })
  return spread(times.slice(rounds / 3)).median
}
