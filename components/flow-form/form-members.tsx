'use client'

import { useLocale } from 'next-intl'
import { useId } from 'react'
import { localText } from '#engine/flow/local-text.ts'
import type { FoundChoices } from '#components/ui/host.tsx'
import { FormField } from './form-field.tsx'
import type { FormStore } from './form-store.ts'
import { helpOf } from './help.tsx'
import type { ShownInput } from './use-flow-form.ts'

interface FormMembersProps {
  /** Everything that stands in this part of the form, however deep. */
  members: readonly ShownInput[]
  /** Id of the group or step whose own members are drawn here. */
  within: string | undefined
  idOf(name: string): string
  store: FormStore
  disabled: boolean
  onSearch?(inputId: string, text: string, signal: AbortSignal): Promise<FoundChoices>
  onChanged(): void
}

/** Fields one beneath the other; a group of them with its name around it. */
export function FormMembers({ members, within, ...rest }: FormMembersProps) {
  const own = members.filter(({ input }) => input.within === within)
  return own.map((one) => {
    const { input, name } = one
    if (input.inputs) return <FormGroup key={name} group={one} members={members} {...rest} />
    const { idOf, ...field } = rest
    return <FormField key={name} id={idOf(name)} {...one} {...field} />
  })
}

function FormGroup({ group, ...rest }: Omit<FormMembersProps, 'within'> & { group: ShownInput }) {
  const locale = useLocale()
  const helpId = useId()
  const { input } = group
  const help = helpOf(input, locale)
  return (
    <fieldset
      aria-describedby={help ? helpId : undefined}
      className="min-w-0 space-y-4 border-l-2 border-line pl-4"
    >
      <legend className="float-left mb-4 w-full font-semibold">
        {localText(input.displayName, locale) ?? input.id.split('.').at(-1)}
      </legend>
      {help ? (
        <div id={helpId} className="clear-both text-sm text-ink-faint">
          {help}
        </div>
      ) : null}
      <div className="clear-both space-y-4">
        <FormMembers {...rest} within={input.id} />
      </div>
    </fieldset>
  )
}
