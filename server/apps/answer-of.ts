import type { BlockView } from '#engine/flow/app-page.ts'
import type { AppPageView } from './view.ts'

/** A page as REST answers it: ours, with what Kestra's clients look for beside it. */
export type AppAnswer = AppPageView & {
  /** What the page's buttons are sent to: `create`, `resume:…`, `cancel:…`. */
  dispatch?: string
  /** Which stream tells of its changes. */
  stream?: string
  layout: { blocks: BlockView[] }
}

export function answerOf(page: AppPageView): AppAnswer {
  const { executionId, moment, may, form } = page
  const dispatch =
    moment === 'OPEN' && form
      ? `create:${form.flow}`
      : may.resume
        ? `resume:${executionId ?? ''}`
        : may.cancel
          ? `cancel:${executionId ?? ''}`
          : undefined
  return {
    ...page,
    ...(dispatch === undefined ? {} : { dispatch }),
    ...(executionId === undefined ? {} : { stream: executionId }),
    layout: { blocks: page.blocks },
  }
}
