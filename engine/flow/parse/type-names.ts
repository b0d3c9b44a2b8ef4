import type { Report } from './report.ts'
import type { Path } from './tree.ts'

interface Named {
  type: string
  aliases: readonly string[]
  deprecated?: readonly string[]
}

/** Tells of a type that is called by a name of earlier days. @param path of the task, trigger or input */
export function noteTypeName(
  report: Report,
  { spec, name }: { spec: Named; name: string },
  { path, offset }: { path: Path; offset: number },
): void {
  const [current] = spec.aliases
  if (name === spec.type || name === current) return
  // Who writes in Kestra's names is told Kestra's name of today.
  const to = name.includes('.') && current?.includes('.') === true ? current : spec.type
  const replacement = { from: name, to }
  if (spec.deprecated?.includes(name) === true) {
    report.note(
      { kind: 'deprecated', message: `${name} is deprecated; write ${to}`, replacement },
      { path, offset },
    )
  } else report.note({ kind: 'info', message: `${name} is replaced by ${to}`, replacement }, { path, offset })
}
