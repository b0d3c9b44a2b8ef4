import type { Moment } from '#engine/flow/app.ts'
import type { BlockView } from '#engine/flow/app-page.ts'
import type { PreviewPage } from './preview-app.ts'
import type { AppPageView } from './view.ts'

/** What Kestra's clients look for in a page, beside what is ours. */
interface KestrasPart {
  /** What the page's button is sent to: `create:…`, `resume:…`, `cancel:…`. */
  dispatch?: string
  /** Which stream tells of its changes. */
  stream?: string
  layout: { blocks: BlockView[] }
}

export type AppAnswer = AppPageView & KestrasPart

/** A page as REST answers it. */
export function answerOf(page: AppPageView): AppAnswer {
  const { executionId } = page
  return { ...withDispatch(page), ...(executionId === undefined ? {} : { stream: executionId }) }
}

/** A preview as REST answers it: its button goes to the preview's own address, and nothing tells of changes. */
export function previewAnswerOf(page: PreviewPage): PreviewPage & KestrasPart {
  return withDispatch(page)
}

function withDispatch<P extends PreviewPage | AppPageView>(page: P): P & KestrasPart {
  const dispatch = dispatchOf(page)
  return { ...page, ...(dispatch === undefined ? {} : { dispatch }), layout: { blocks: page.blocks } }
}

/** Moments of what can still be stopped. */
const goingOn: ReadonlySet<Moment> = new Set(['CREATED', 'RUNNING', 'PAUSE', 'RESUME'])

function dispatchOf({ executionId = '', moment, may, form }: PreviewPage | AppPageView): string | undefined {
  if (moment === 'OPEN') return form && `create:${form.flow}`
  if (may?.resume === true && moment === 'PAUSE') return `resume:${executionId}`
  return may?.cancel === true && moment && goingOn.has(moment) ? `cancel:${executionId}` : undefined
}
