'use client'

import { useTranslations } from 'next-intl'
import { ShownValues } from '#app/(portal)/_components/shown-values.tsx'
import { AppLayout } from '#components/app-layout/app-layout.tsx'
import { Themed } from '#components/app-layout/app-theme.tsx'
import { FormLayout } from '#components/app-layout/form-layout.tsx'
import { send } from '#components/live/api.ts'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { FormState } from '#server/apps/view.ts'
import type { ShownPage } from './use-preview.ts'

const nothing = () => undefined
const sent = () => Promise.resolve()

/** The page, as far as it goes without anything that happens. */
export function PreviewPage({ shown, formKey }: { shown: ShownPage; formKey: string }) {
  const t = useTranslations('studio.apps')
  const { page: view, source, looked } = shown
  const page: BlockPage = {
    refresh: nothing,
    isPreview: true,
    // without addresses: nothing is downloaded from a preview
    values: (values) => (
      <ShownValues values={values as readonly ShownValue[]} fileHref={() => ''} none={t('none')} />
    ),
    parts: {},
    ...(view.may?.cancel ? { cancel: sent } : {}),
  }
  const own = view.form ?? view.resume
  const kind = view.form ? 'create' : 'resume'
  return (
    <Themed theme={view.app?.theme} className="space-y-5">
      <p className="text-lg font-semibold">{view.app?.displayName}</p>
      {view.blocks.length === 0 && !own ? <p className="text-sm text-ink-soft">{t('noLayout')}</p> : null}
      {own ? (
        <FormLayout<FormState>
          // another form is another component: values of inputs that changed their type would not fit
          key={JSON.stringify([looked.moment, looked.as, own.inputs])}
          blocks={view.blocks}
          page={page}
          kind={kind}
          hasButton={own.hasButton}
          submitLabel={t('submit')}
          inputs={own.inputs}
          states={own.states}
          draftKey={`preview:${formKey}:${kind}`}
          validate={async (values, signal) => {
            const answer = await send<{ form?: FormState; resume?: FormState; blocks: FormState['blocks'] }>(
              'POST',
              '/apps/preview',
              { body: { source, ...looked, values }, signal },
            )
            const judged = answer.form ?? answer.resume
            return { states: own.states, checks: [], next: [], ...judged, blocks: answer.blocks }
          }}
          submit={sent}
        />
      ) : (
        <AppLayout blocks={view.blocks} page={page} />
      )}
    </Themed>
  )
}
