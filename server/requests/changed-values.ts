import type { ShownValue } from '#engine/flow/approvals/types.ts'
import { canonicalJson } from '#engine/flow/canonical.ts'
import type { ChangedValue } from './view.ts'

/**
 * What is otherwise than before, in the order of what is there now, then what is gone. Values are found again by their label, the
 * second of a name by being the second.
 */
export function changedValues(before: readonly ShownValue[], now: readonly ShownValue[]): ChangedValue[] {
  const [old, present] = [named(before), named(now)]
  const changed = [...present].flatMap(([name, value]): ChangedValue[] => {
    const was = old.get(name)
    if (was && was.display === value.display && canonicalJson(was.value) === canonicalJson(value.value))
      return []
    return [{ label: value.label, before: was?.display, now: value.display }]
  })
  const gone = [...old].filter(([name]) => !present.has(name))
  return [...changed, ...gone.map(([, { label, display }]) => ({ label, before: display }))]
}

function named(values: readonly ShownValue[]): Map<string, ShownValue> {
  const seen = new Map<string, number>()
  return new Map(
    values.map((value) => {
      const nth = (seen.get(value.label) ?? 0) + 1
      seen.set(value.label, nth)
      return [`${value.label} ${nth}`, value]
    }),
  )
}
