import { triggerSpecs } from '#generated/catalog/specs.ts'

/** Titles of the types of triggers, for the browser, which does not load their specs. */
export function triggerTitles(): Record<string, string> {
  return Object.fromEntries(Object.values(triggerSpecs).map(({ type, title }) => [type, title]))
}
