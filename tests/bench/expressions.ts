import { renderText } from '#engine/flow/expressions/render.ts'

const scope = { variables: { inputs: { name: 'Ada', count: 3 } }, now: 0, random: () => 0.5 }
const templates = [
  'Dear {{ inputs.name }}',
  '{{ inputs.count > 2 ? "many" : "few" }}',
  '{{ inputs.none ?? "d" }}',
]
const rounds = 100_000

/** Simple templates rendered in one second on one core, once their code is warm. */
export function rendersPerSecond(): number {
  let best = 0
  for (let turn = 0; turn < 3; turn++) {
    const start = process.cpuUsage()
    for (let round = 0; round < rounds; round++) for (const template of templates) renderText(template, scope)
    const seconds = process.cpuUsage(start).user / 1e6
    best = Math.max(best, (rounds * templates.length) / seconds)
  }
  return best
}
