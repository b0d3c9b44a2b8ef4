/** Offset in the template's source. */
type At = { at: number }

export type Expression = At &
  (
    | { kind: 'literal'; value: unknown }
    | { kind: 'name'; name: string }
    | { kind: 'attribute'; target: Expression; name: string }
    | { kind: 'subscript'; target: Expression; index: Expression }
    | { kind: 'unary'; operator: string; operand: Expression }
    | { kind: 'binary'; operator: string; left: Expression; right: Expression }
    | { kind: 'ternary'; condition: Expression; yes: Expression; no: Expression }
    | { kind: 'test'; operand: Expression; negated: boolean; name: string; args: Arguments }
    | { kind: 'filter'; operand: Expression; name: string; args: Arguments }
    | { kind: 'call'; name: string; args: Arguments }
    | { kind: 'list'; items: Expression[] }
    | { kind: 'map'; entries: { key: Expression; value: Expression }[] }
    | { kind: 'interpolation'; parts: Expression[] }
  )

export interface Arguments {
  positional: Expression[]
  named: { name: string; value: Expression }[]
}

export type Node = At &
  (
    | { kind: 'text'; text: string }
    | { kind: 'print'; expression: Expression }
    | { kind: 'if'; branches: { condition: Expression; body: Node[] }[]; otherwise: Node[] }
    | { kind: 'for'; variable: string; items: Expression; body: Node[]; otherwise: Node[] }
    | { kind: 'set'; name: string; value: Expression }
    | { kind: 'filtered'; filters: { at: number; name: string; args: Arguments }[]; body: Node[] }
    | { kind: 'block'; name: string; body: Node[] }
    | { kind: 'macro'; macro: Macro }
  )

export interface Macro {
  name: string
  parameters: { name: string; fallback?: Expression }[]
  body: Node[]
}

export interface Template {
  source: string
  body: Node[]
  macros: ReadonlyMap<string, Macro>
  blocks: ReadonlyMap<string, Node[]>
}
