import rehypeSanitize from 'rehype-sanitize'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { readable } from './readable.ts'
import { withMarks } from './with-marks.ts'
import { writeHtml } from './write-html.ts'

const pipeline = unified().use(remarkParse).use(remarkRehype).use(rehypeSanitize).freeze()

/**
 * Markdown as HTML that is safe to put into a page: raw HTML is dropped, addresses are http, https, mailto or relative.
 * @param marks texts that stand out where the source says them: `@Ana Ruiz`
 */
export function markdownToHtml(source: string, marks: readonly string[] = []): string {
  const tree = pipeline.runSync(pipeline.parse(readable(source)))
  return writeHtml(withMarks(tree, marks))
}
