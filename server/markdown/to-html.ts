import rehypeSanitize from 'rehype-sanitize'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { withMarks } from './with-marks.ts'
import { writeHtml } from './write-html.ts'

const pipeline = unified().use(remarkParse).use(remarkRehype).use(rehypeSanitize).freeze()

/** Longer texts are shown cut: no one reads them, and reading Markdown takes time with its length. */
const longest = 50_000

/**
 * Markdown as HTML that is safe to put into a page: raw HTML is dropped, addresses are http, https, mailto or relative.
 * @param marks texts that stand out where the source says them: `@Ana Ruiz`
 */
export function markdownToHtml(source: string, marks: readonly string[] = []): string {
  const tree = pipeline.runSync(pipeline.parse(source.slice(0, longest)))
  return writeHtml(withMarks(tree, marks))
}
