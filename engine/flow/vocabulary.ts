import type { FieldCheck } from './inputs/types.ts'
import type { BlockSpec, ChartSpec, ConditionSpec, FieldSpec, TaskSpec, TriggerSpec } from './spec.ts'

/** Every word an author can write, each under its canonical type and under every alias. */
export interface Vocabulary {
  tasks: ReadonlyMap<string, TaskSpec>
  /** Types that only stand for a part of another one, by canonical name. */
  parts: ReadonlyMap<string, TaskSpec>
  fields: ReadonlyMap<string, FieldSpec>
  triggers: ReadonlyMap<string, TriggerSpec>
  conditions: ReadonlyMap<string, ConditionSpec>
  blocks: ReadonlyMap<string, BlockSpec>
  charts: ReadonlyMap<string, ChartSpec>
  /** By canonical field type: judges defaults that an author wrote. */
  checks: Readonly<Record<string, FieldCheck>>
}

interface Words {
  tasks: readonly TaskSpec[]
  fields: readonly FieldSpec[]
  triggers: readonly TriggerSpec[]
  conditions: readonly ConditionSpec[]
  blocks: readonly BlockSpec[]
  charts: readonly ChartSpec[]
  checks: Readonly<Record<string, FieldCheck>>
}

/** @throws Error where two words claim the same name: a mistake of the catalog, not of an author. */
export function vocabularyOf(words: Words): Vocabulary {
  return {
    tasks: byName(words.tasks.filter(({ internal }) => !internal)),
    parts: byName(words.tasks.filter(({ internal }) => internal)),
    fields: byName(words.fields),
    triggers: byName(words.triggers),
    conditions: byName(words.conditions),
    blocks: byName(words.blocks),
    charts: byName(words.charts),
    checks: words.checks,
  }
}

function byName<S extends { type: string; aliases: readonly string[] }>(specs: readonly S[]): Map<string, S> {
  const names = new Map<string, S>()
  for (const spec of specs) {
    for (const name of [spec.type, ...spec.aliases]) {
      if (names.has(name)) throw new Error(`Two words of the catalog are called ${name}`)
      names.set(name, spec)
    }
  }
  return names
}

/** Canonical names only, in the order of the alphabet: what a suggestion offers. */
export function typesOf(words: ReadonlyMap<string, { type: string }>): string[] {
  return [...new Set([...words.values()].map((spec) => spec.type))].sort()
}
