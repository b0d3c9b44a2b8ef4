declare module '@michaelhomer/jqjs' {
  export interface JqSettings {
    userFuncArgs: Record<string, JqNode>
    variables: Record<string, unknown>
  }
  export interface JqNode {
    /** The called function with its arity, `test/1`, where the node is a call. */
    name?: unknown
    args?: JqNode[]
    apply(input: unknown, settings: JqSettings): Iterable<unknown>
    paths?(input: unknown, settings: JqSettings): Iterable<unknown>
  }
  /** Throws a text for a bad program. */
  export function compileNode(program: string): JqNode
}
