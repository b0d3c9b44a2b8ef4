import type { Trigger } from '../flow.ts'
import { checkTexts, type Context } from './context.ts'
import { refusedTriggerKeys, triggerKeys } from './keys.ts'
import { knownTriggerKeys } from './known-keys.ts'
import { labelsOf } from './labels.ts'
import { parseConditions } from './parse-conditions.ts'
import { mapsOf } from './parse-lists.ts'
import { withDefaults } from './plugin-defaults.ts'
import { reviewed } from './review.ts'
import { checkShape } from './shape.ts'
import { entryOf, type Entry, type Mapping, type Path } from './tree.ts'
import { typed } from './typed.ts'

/** Keys that hold no templates. */
const plain = new Set(['id', 'type', 'description'])

export function parseTriggers(context: Context, entry: Entry | undefined): Trigger[] {
  return mapsOf(context.report, entry, 'triggers').flatMap(
    ([node, path]) => parseTrigger(context, node, path) ?? [],
  )
}

function parseTrigger(context: Context, written: Mapping, path: Path): Trigger | undefined {
  const { report, vocabulary } = context
  const spec = typed(report, { node: written, path }, vocabulary.triggers)
  if (!spec) return undefined
  const node = withDefaults(written, spec, { known: knownTriggerKeys(spec), defaults: context.defaults })
  const [common, properties] = checkShape(report, {
    node,
    path,
    what: `a trigger of type \`${spec.type}\``,
    schemas: [triggerKeys, spec.properties],
    also: ['conditions'],
    aliases: spec.propertyAliases,
    refused: refusedTriggerKeys,
  })
  for (const [key, value] of node.entries) if (!plain.has(key)) checkTexts(report, value.node, [...path, key])
  const [key, conditionsEntry] = conditionsOf(node, spec.propertyAliases)
  const conditions = parseConditions(context, conditionsEntry, { path: [...path, key], source: spec.source })
  const labels = labelsOf(report, entryOf(node, 'labels'), [...path, 'labels'])
  if (!common || !properties) return undefined
  reviewed(context, spec, { node, path, properties, conditions })
  const { id, description, disabled, inputs, stopAfter, allowConcurrent } = triggerKeys.parse(common)
  return {
    id,
    type: spec.type,
    ...(description === undefined ? {} : { description }),
    disabled,
    inputs: inputs ?? {},
    properties,
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...(conditions.length > 0 ? { conditions } : {}),
    ...(stopAfter ? { stopAfter } : {}),
    ...(allowConcurrent === undefined ? {} : { allowConcurrent }),
  }
}

function conditionsOf(
  node: Mapping,
  aliases: Readonly<Record<string, string>>,
): [key: string, entry: Entry | undefined] {
  const names = ['conditions', ...Object.keys(aliases).filter((name) => aliases[name] === 'conditions')]
  const key = names.find((name) => entryOf(node, name)) ?? 'conditions'
  return [key, entryOf(node, key)]
}
