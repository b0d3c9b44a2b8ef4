/** Three trivial steps in a row. */
export const three = `
id: three
namespace: bench
tasks:
  - id: one
    type: log
    message: one
  - id: two
    type: return
    format: two
  - id: three
    type: log
    message: '{{ outputs.two.value }}'
`

/** A form, a first step, a decision, a next step. */
export const decided = `
id: decided
namespace: bench
displayName: Bench
inputs:
  - id: text
    type: STRING
tasks:
  - id: first
    type: log
    message: '{{ inputs.text }}'
  - id: decision
    type: approval
    title: '{{ inputs.text }}'
    deciders:
      - user: ben@formwork.example
    rules:
      notRequester: true
      commentRequired: NEVER
  - id: next
    type: log
    message: decided
`

/** Key of the webhook of `hooked`. */
export const hookKey = 'bench-0123456789abcdef'

/** A webhook, a value and a line of log. */
export const hooked = `
id: hooked
namespace: bench
triggers:
  - { id: hook, type: webhook, key: ${hookKey} }
tasks:
  - id: value
    type: return
    format: '{{ trigger.body.n }}'
  - id: say
    type: log
    message: '{{ outputs.value.value }}'
`

/** Ten tasks, two in each of five conditions. */
export const fiveIfs = `
id: five-ifs
namespace: bench
inputs:
  - { id: yes, type: BOOLEAN, defaults: true }
tasks:
${Array.from(
  { length: 5 },
  (_, n) => `  - id: if-${n}
    type: if
    condition: '{{ inputs.yes }}'
    then:
      - { id: value-${n}, type: return, format: '${n}' }
      - { id: say-${n}, type: log, message: '{{ outputs["value-${n}"].value }}' }`,
).join('\n')}
`

/** A loop of so many values with one trivial task each; `concurrent` 0: as parallel as it may be. */
export function looped(count: number, concurrent: 0 | 1): string {
  return `
id: ${loopId(count, concurrent)}
namespace: bench
tasks:
  - id: each
    type: for-each
    values: '{{ range(1, ${count}) }}'
    concurrencyLimit: ${concurrent}
    tasks:
      - { id: step, type: return, format: '{{ taskrun.value }}' }
`
}

export function loopId(count: number, concurrent: 0 | 1): string {
  return `loop-${count}-${concurrent === 0 ? 'parallel' : 'in-a-row'}`
}
