'use client'

import { useLocale } from 'next-intl'
import { useId } from 'react'
import type { Control } from 'react-hook-form'
import { localText } from '#engine/flow/local-text.ts'
import { FormField } from './form-field.tsx'
import type { FormValues } from './form-values.ts'
import type { ShownInput } from './use-flow-form.ts'
import { innerProblems, useProblemText } from './use-problem-text.ts'

interface FormMembersProps {
  /** Everything that stands in this part of the form, however deep. */
  members: readonly ShownInput[]
  /** Id of the group or step whose own members are drawn here. */
  within: string | undefined
  idOf(name: string): string
  control: Control<FormValues>
  disabled: boolean
  onChanged(): void
}

/** Fields one beneath the other; a group of them with its name around it. */
export function FormMembers({ members, within, ...rest }: FormMembersProps) {
  const say = useProblemText()
  const own = members.filter(({ input }) => input.within === within)
  return own.map((one) => {
    const { input, state, name, problems } = one
    if (input.inputs) return <FormGroup key={name} group={one} members={members} {...rest} />
    const inner = innerProblems(input.id, problems, say)
    const first = problems[0]
    return (
      <FormField
        key={name}
        id={rest.idOf(name)}
        name={name}
        input={input}
        state={state}
        control={rest.control}
        disabled={rest.disabled}
        error={first && inner.length === 0 ? say(first) : undefined}
        problems={inner}
        onChanged={rest.onChanged}
      />
    )
  })
}

function FormGroup({ group, ...rest }: Omit<FormMembersProps, 'within'> & { group: ShownInput }) {
  const locale = useLocale()
  const helpId = useId()
  const { input } = group
  const help = localText(input.description, locale)
  return (
    <fieldset
      aria-describedby={help ? helpId : undefined}
      className="min-w-0 space-y-4 border-l-2 border-line pl-4"
    >
      <legend className="float-left mb-4 w-full font-semibold">
        {localText(input.displayName, locale) ?? input.id.split('.').at(-1)}
      </legend>
      {help ? (
        <p id={helpId} className="clear-both text-sm text-ink-faint">
          {help}
        </p>
      ) : null}
      <div className="clear-both space-y-4">
        <FormMembers {...rest} within={input.id} />
      </div>
    </fieldset>
  )
}
