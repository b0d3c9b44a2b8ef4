import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { languageOf } from '#engine/flow/language.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { namespacesOf } from '#server/people/can.ts'
import { requireAuthor } from '../../../_components/require-author.ts'
import { FlowEditor } from '../_components/flow-editor.tsx'

const starter = (namespace: string) => `id: my-flow
namespace: ${namespace}
displayName: My flow
description: What one asks for with it.

inputs:
  - id: subject
    type: STRING
    displayName: What is it about?

tasks:
  - id: note
    type: log
    message: 'Somebody asks for {{ inputs.subject }}'
`

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('flows.new') }
}

/** A flow that is not there yet, with something to begin from. */
export default async function NewFlowPage() {
  const actor = await requireAuthor('/studio/flows/new')
  const roots = namespacesOf(actor, 'flow:write')
  if (roots.length === 0) notFound()
  const namespace = roots === 'all' ? 'company.team' : (roots[0] ?? 'company.team')
  const [t, common] = await Promise.all([getTranslations('studio'), getTranslations('common')])
  return (
    <Messages of={['studio', 'form', 'fields']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[{ label: t('flows.title'), href: '/studio/flows' }]}
        current={t('flows.new')}
        width="wide"
      >
        <PageHeader title={t('flows.new')} />
        <FlowEditor source={starter(namespace)} language={languageOf(vocabulary)} mayWrite />
      </Page>
    </Messages>
  )
}
