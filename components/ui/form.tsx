import type { ComponentProps } from 'react'
import { comeAlive, early } from './early-press.ts'
import { keepEarlyTyping, sendWhenHeard } from './use-early-typing.ts'

interface FormProps extends Omit<ComponentProps<'form'>, 'action' | 'method' | 'onSubmit' | 'ref'> {
  /** Work is under way: it is not sent again. */
  pending?: boolean
  onSubmit(form: HTMLFormElement): void
}

function live(element: HTMLFormElement | null): (() => void) | undefined {
  if (!element) return undefined
  const end = keepEarlyTyping(element)
  comeAlive(element)
  return end
}

/** A form that the page sends itself. What is typed in it, and that it was sent, counts before its code has come. */
export function Form({ pending = false, onSubmit, ...rest }: FormProps) {
  return (
    <form
      {...rest}
      {...early}
      ref={live}
      onSubmit={(event) => {
        event.preventDefault()
        const { currentTarget: form, nativeEvent } = event
        const { submitter } = nativeEvent as SubmitEvent
        if (!pending) sendWhenHeard(form, submitter, () => onSubmit(form))
      }}
    />
  )
}
