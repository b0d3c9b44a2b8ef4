import { parseDocument, type Document, type YAMLError } from 'yaml'
import { Builder } from './build-tree.ts'
import { tooDeepAt } from './nesting.ts'
import type { Report } from './report.ts'
import type { Node } from './tree.ts'

/** Longest source in characters; a longer one is refused unread. */
const maxSource = 1_000_000

/**
 * Reads one YAML 1.2 document: anchors, aliases and merge keys resolved, duplicate keys, unknown tags, numbers that JavaScript
 * cannot hold and too deep or too large documents reported.
 * @returns undefined where there is no document to go on with.
 */
export function readYaml(report: Report): Node | undefined {
  const { source } = report
  if (source.length > maxSource) {
    report.add('too-large', `The source is longer than ${maxSource} characters`, { path: [], offset: 0 })
    return undefined
  }
  const document = compose(report)
  if (!document) return undefined
  for (const error of [...document.errors, ...document.warnings]) reportError(report, error)
  if (document.errors.length > 0) return undefined
  if (!document.contents) {
    report.add('empty', 'The document must not be empty', { path: [], offset: 0 })
    return undefined
  }
  return new Builder(document, report).build()
}

function compose(report: Report): Document.Parsed | undefined {
  const deep = tooDeepAt(report.source)
  if (deep === undefined) {
    return parseDocument(report.source, {
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
  }
  report.add('too-deep', 'The document is nested too deeply', { path: [], offset: deep })
  return undefined
}

function reportError(report: Report, error: YAMLError): void {
  const code = error.code === 'TAG_RESOLVE_FAILED' ? 'unknown-tag' : 'yaml'
  report.add(code, `YAML: ${error.message}`, { path: [], offset: error.pos[0] })
}
