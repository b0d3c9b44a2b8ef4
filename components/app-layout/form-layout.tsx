'use client'

import { useState, type ReactNode } from 'react'
import { FlowForm } from '#components/flow-form/flow-form.tsx'
import type { FlowFormOptions, Judgement } from '#components/flow-form/use-flow-form.ts'
import type { BlockPage } from '#components/ui/block-page.tsx'
import type { BlockView } from '#engine/flow/app-page.ts'
import { AppLayout } from './app-layout.tsx'

interface Answer extends Judgement {
  /** The layout with these answers; absent where it does not follow them. */
  blocks?: BlockView[]
}

interface FormLayoutProps<A extends Answer> extends FlowFormOptions<A> {
  blocks: readonly BlockView[]
  page: BlockPage
  /** Whether the form starts something, or lets go on what waits. */
  kind: 'create' | 'resume'
  /** The layout places the button itself. */
  hasButton: boolean
  /** Of the form's own button, where the layout has none. */
  submitLabel: ReactNode
}

/** A layout with a form in it: its texts follow the answers while they are given. */
export function FormLayout<A extends Answer>({
  blocks: atFirst,
  page,
  kind,
  hasButton,
  submitLabel,
  ...form
}: FormLayoutProps<A>) {
  const [followed, setFollowed] = useState<{ from: readonly BlockView[]; to: readonly BlockView[] }>()
  // what the server laid out anew, for another reason, counts again
  const blocks = followed?.from === atFirst ? followed.to : atFirst
  return (
    <FlowForm<A>
      {...form}
      onAnswer={(answer) => {
        if (answer.blocks) setFollowed({ from: atFirst, to: answer.blocks })
        form.onAnswer?.(answer)
      }}
    >
      {({ fields, button }) => {
        const own = hasButton ? (
          fields
        ) : (
          <div className="space-y-5">
            {fields}
            {button({ label: submitLabel })}
          </div>
        )
        return <AppLayout blocks={blocks} page={{ ...page, [kind]: { fields: own, button } }} />
      }}
    </FlowForm>
  )
}
