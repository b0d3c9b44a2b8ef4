import type { Actor } from '#server/actor.ts'
import type { AppError } from '#server/errors.ts'
import { can } from '#server/people/can.ts'
import { allBlocks, fillIn } from './block-data.ts'
import { pageApp } from './execution-page.ts'
import { findApp } from './find-app.ts'
import { layoutFor } from './layout-for.ts'
import { placesFor } from './places.ts'
import { renderBlocks } from './render-blocks.ts'
import { pageScope } from './template-scope.ts'
import type { AppPageView } from './view.ts'

/** The page of a start that was refused; undefined where the app has none: then the form says it. */
export async function refusedPage(
  actor: Actor,
  id: string,
  { flow: wanted, error }: { flow?: string; error: AppError },
): Promise<AppPageView | undefined> {
  const { app, spec, flow } = await findApp(actor, id, wanted)
  const blocks = spec.layout?.some(({ on }) => on === 'ERROR')
    ? layoutFor(spec, 'ERROR', 'requester')
    : undefined
  if (!blocks) return undefined
  const scope = await pageScope({ actor, app: { uid: app.id, spec }, flow, blocks })
  const isEditor = can(actor, 'app:write', { namespace: app.namespace })
  const views = await renderBlocks(blocks, { scope, language: actor.language, isEditor })
  await fillIn(views, { reader: actor, appId: app.id, places: placesFor(actor, app), flow, readsRuns: false })
  for (const block of allBlocks(views))
    if (block.type === 'stacktrace') block.data = { failure: { message: error.message } }
  return {
    app: await pageApp(actor, { app, spec }),
    moment: 'ERROR',
    blocks: views,
    may: { cancel: false, resume: false },
  }
}
