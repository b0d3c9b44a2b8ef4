import type { App } from '../app.ts'
import { contrast } from '../contrast.ts'
import type { Json } from '../flow.ts'
import type { Report } from './report.ts'
import { descend, type Mapping, type Path } from './tree.ts'

const white = '#ffffff'

/** What an author should know of how the app looks and reads: colours that are hard to read, texts that lack a language. */
export function noteLooks(report: Report, root: Mapping, app: App): void {
  for (const key of ['accent', 'accentDark'] as const) {
    const colour = app.theme?.[key]
    const found = colour && contrast(colour, white)
    if (found !== undefined && found !== '' && found < 4.5) {
      const message = `White text on ${colour ?? ''} has a contrast of ${found.toFixed(1)} to 1, and needs 4.5: take a darker colour`
      warn(report, root, { path: ['theme', key], message })
    }
  }
  for (const { path, missing } of lacking(app))
    warn(report, root, { path, message: `There is no text in ${missing.join(', ')} here` })
  const moments = new Set((app.layout ?? []).map(({ on }) => on))
  if (app.executionId === undefined && app.layout && !moments.has('OPEN'))
    warn(report, root, {
      path: ['layout'],
      message: 'There is no layout on `OPEN`: the form is shown as it is without one',
    })
  if (app.executionId !== undefined && moments.has('OPEN'))
    warn(report, root, {
      path: ['layout'],
      message: 'The layout on `OPEN` is never shown: an app of one execution has no form',
    })
}

function warn(report: Report, root: Mapping, { path, message }: { path: Path; message: string }): void {
  report.note({ kind: 'warning', message }, { path, offset: descend(root, path).offset })
}

interface Lack {
  path: (string | number)[]
  missing: string[]
}

/** Texts for each language that lack one that the app says it has. */
function lacking({ languages, displayName, description, layout }: App): Lack[] {
  if (!languages) return []
  const found: Lack[] = []
  const visit = (value: Json | undefined, path: (string | number)[]): void => {
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index]))
    else if (typeof value === 'object' && value !== null) {
      const keys = Object.keys(value)
      const isText = keys.length > 0 && keys.every((key) => /^[a-z]{2}(-[A-Z]{2})?$/.test(key))
      const missing = isText ? languages.filter((language) => !Object.hasOwn(value, language)) : []
      if (missing.length > 0 && missing.length < languages.length) found.push({ path, missing })
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key])
    }
  }
  visit(displayName, ['displayName'])
  visit(description, ['description'])
  for (const [index, one] of (layout ?? []).entries())
    for (const [at, block] of one.blocks.entries())
      for (const [key, value] of Object.entries(block.properties))
        visit(value, ['layout', index, 'blocks', at, key])
  return found
}
