import { icons } from '#generated/catalog/icons.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { AppError } from '#server/errors.ts'

interface Spec {
  type: string
  aliases: readonly string[]
  title: string
  description: string
  branches?: readonly string[]
}

export interface PluginElement {
  cls: string
  title: string
  description: string
  deprecated: boolean
}

export interface PluginIcon {
  name: string
  /** SVG, Base64. */
  icon: string
  flowable: boolean
  monochrome: boolean
}

function unique(words: ReadonlyMap<string, Spec>): Spec[] {
  return [...new Set(words.values())].sort((a, b) => (a.type < b.type ? -1 : 1))
}

function elements(words: ReadonlyMap<string, Spec>): PluginElement[] {
  return unique(words).map(({ type, title, description }) => ({
    cls: type,
    title,
    description,
    deprecated: false,
  }))
}

/** All words of the language as the one plugin that they are, under our own names. */
export function pluginList() {
  const plugin = {
    name: 'formwork',
    title: 'Formwork',
    description: 'The words of the language.',
    group: 'formwork',
    aliases: [],
    tasks: elements(vocabulary.tasks),
    triggers: elements(vocabulary.triggers),
    appBlocks: elements(vocabulary.blocks),
    categories: ['CORE'],
  }
  return { results: [plugin], total: 1 }
}

/** Every input type with the name by which its documentation is asked for. */
export function inputTypes(): { type: string; cls: string }[] {
  return unique(vocabulary.fields).map(({ type }) => ({ type, cls: type }))
}

/** The icons of tasks and triggers, under every name that these have. */
export function pluginIcons(): Record<string, PluginIcon> {
  const specs = [...unique(vocabulary.tasks), ...unique(vocabulary.triggers)]
  return Object.fromEntries(
    specs.flatMap((spec) => [spec.type, ...spec.aliases].map((name) => [name, iconOf(spec, name)])),
  )
}

/** The icon of one type, by any of its names. @throws AppError `not-found` */
export function pluginIcon(name: string): { icon: PluginIcon } {
  const spec = vocabulary.tasks.get(name) ?? vocabulary.triggers.get(name)
  if (!spec) throw new AppError('not-found', `There is no type \`${name}\`.`)
  return { icon: iconOf(spec, name) }
}

function iconOf({ type, branches = [] }: Spec, name: string): PluginIcon {
  const icon = Buffer.from(icons[type] ?? '').toString('base64')
  return { name, icon, flowable: branches.length > 0, monochrome: true }
}
