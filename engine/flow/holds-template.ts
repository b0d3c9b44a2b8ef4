/** What begins a template in a text. Apart from `dynamic.ts`, so that the workflow's bundle stays without zod. */
export const template = /\{\{|\{%|\{#/

/** Whether a text holds an expression and must be rendered before it is used. */
export function holdsTemplate(value: unknown): value is string {
  return typeof value === 'string' && template.test(value)
}
