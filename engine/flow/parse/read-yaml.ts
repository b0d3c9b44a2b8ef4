import { Composer, Lexer, Parser, type CST, type Document, type YAMLError } from 'yaml'
import { Builder } from './build-tree.ts'
import { Nesting } from './nesting.ts'
import { readPlain } from './plain-yaml.ts'
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
  return readPlain(source) ?? readWhole(report)
}

/** Whatever YAML there is, and what is wrong with it. */
export function readWhole(report: Report): Node | undefined {
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

/** One pass: the parser, which needs no stack, is stopped before the composer, which does, sees what is too deep. */
function compose(report: Report): Document.Parsed | undefined {
  const parser = new Parser()
  const nesting = new Nesting()
  const tokens: CST.Token[] = []
  for (const lexeme of new Lexer().lex(report.source)) {
    if (nesting.isTooDeepAt(lexeme)) {
      report.add('too-deep', 'The document is nested too deeply', { path: [], offset: nesting.offset })
      return undefined
    }
    for (const token of parser.next(lexeme)) tokens.push(token)
  }
  tokens.push(...parser.end())
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const [document, second] = composer.compose(tokens, true, report.source.length)
  if (second) {
    report.add('yaml', 'There is more than one document: a source is one', {
      path: [],
      offset: second.range[0],
    })
    return undefined
  }
  return document
}

function reportError(report: Report, error: YAMLError): void {
  const code = error.code === 'TAG_RESOLVE_FAILED' ? 'unknown-tag' : 'yaml'
  report.add(code, `YAML: ${error.message}`, { path: [], offset: error.pos[0] })
}
