import { readYaml } from './read-yaml.ts'
import { Report } from './report.ts'
import { descend, readPath, type Path } from './tree.ts'

/**
 * Where a path stands in a source, for an editor that goes to it.
 * @param path as in a `Problem` (`tasks[0].message`), or its parts where a key holds a dot
 * @returns the place of the key or list entry, of its nearest ancestor where the path leads nowhere, or undefined for unreadable YAML
 */
export function locate(source: string, path: string | Path): { line: number; column: number } | undefined {
  const report = new Report(source)
  const root = readYaml(report)
  return root && report.place(descend(root, typeof path === 'string' ? readPath(path) : path).offset)
}
