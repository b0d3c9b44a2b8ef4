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
