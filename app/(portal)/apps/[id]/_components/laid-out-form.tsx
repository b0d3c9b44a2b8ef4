'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { FormLayout } from '#components/app-layout/form-layout.tsx'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { AppPageView, FormState } from '#server/apps/view.ts'
import { EarlierRequests } from '../../../_components/earlier-requests.tsx'
import { ShownValues } from '../../../_components/shown-values.tsx'

type Form = Omit<ComponentProps<typeof FormLayout<FormState>>, 'blocks' | 'page' | 'kind'>

const nothing = () => undefined

/** The form of an app whose author laid out its page. */
export default function LaidOutForm({
  blocks,
  requests = [],
  ...form
}: Form & Pick<AppPageView, 'blocks' | 'requests'>) {
  const t = useTranslations('app')
  const page: BlockPage = {
    isPreview: false,
    // all that the page shows follows the answers already
    refresh: nothing,
    values: (values) => (
      <ShownValues values={values as readonly ShownValue[]} fileHref={() => ''} none={t('none')} />
    ),
    parts: { requests: <EarlierRequests rows={requests} /> },
  }
  return <FormLayout<FormState> {...form} blocks={blocks} page={page} kind="create" />
}
