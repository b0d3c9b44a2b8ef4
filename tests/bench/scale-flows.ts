/** A loop over so many values, one after another, whose iterations have outputs of their own. */
export function itemLoop(count: number): string {
  return `
id: items-${count}
namespace: scale
tasks:
  - id: each
    type: loop
    values: '{{ range(1, ${count}) }}'
    concurrencyLimit: 1
    tasks:
      - { id: step, type: return, format: '{{ item.value }}' }
`
}

/** A loop over so many values that reads what the iteration before gave. */
export function lookingBack(count: number): string {
  return `
id: back-${count}
namespace: scale
tasks:
  - id: each
    type: for-each
    values: '{{ range(1, ${count}) }}'
    tasks:
      - { id: step, type: return, format: "{{ taskrun.iteration > 0 ? iterationOutput('step') : 0 }}" }
`
}

/** So many batches of a file, each with an execution of its own. */
export function batches(count: number): string {
  return `
id: batches-${count}
namespace: scale
inputs: [{ id: lines, type: FILE }]
tasks:
  - id: each
    type: for-each-item
    items: '{{ inputs.lines }}'
    namespace: scale
    flowId: batch
    inputs: { number: '{{ taskrun.iteration }}' }
`
}

export const batch = `
id: batch
namespace: scale
inputs: [{ id: number, type: INT }]
tasks: [{ id: said, type: return, format: '{{ inputs.number }}' }]
`

/** Calls itself until it is so many levels deep. */
export function nestedCalls(depth: number): string {
  return `
id: nested
namespace: scale
inputs: [{ id: level, type: INT, defaults: 1 }]
tasks:
  - { id: here, type: return, format: '{{ inputs.level }}' }
  - id: below
    type: subflow
    namespace: scale
    flowId: nested
    runIf: '{{ inputs.level < ${depth} }}'
    inputs: { level: '{{ inputs.level + 1 }}' }
`
}
