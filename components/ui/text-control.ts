import type { ChangeEvent } from 'react'
import type { FieldInputProps } from './host.tsx'

/** What an input or text area takes from the field that it shows; its value is the text that was typed. */
export function textControl(field: FieldInputProps) {
  const { id, value, required, disabled, invalid, describedBy, onChange, onBlur } = field
  return {
    id,
    value: typeof value === 'string' ? value : '',
    'aria-required': required,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
    disabled,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      onChange(event.target.value)
    },
    onBlur,
  }
}

/** An option that is a text. */
export function textOption({ options }: FieldInputProps, name: string): string | undefined {
  const option = options[name]
  return typeof option === 'string' ? option : undefined
}

/** An option that is a number. */
export function numberOption({ options }: FieldInputProps, name: string): number | undefined {
  const option = options[name]
  return typeof option === 'number' ? option : undefined
}
