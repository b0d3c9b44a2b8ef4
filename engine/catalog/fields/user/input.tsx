'use client'

import { DirectoryPicker } from '#components/ui/directory-picker.tsx'
import type { FieldInputProps } from '#components/ui/host.tsx'

/** A person, searched by name; the value is as expressions see it. */
export default function UserInput(field: FieldInputProps) {
  return (
    <DirectoryPicker
      {...field}
      valueOf={({ value, label, detail }) => ({ id: value, name: label, email: detail })}
      choiceOf={(value) =>
        'id' in value && 'name' in value
          ? {
              value: String(value.id),
              label: String(value.name),
              detail: 'email' in value ? String(value.email) : undefined,
            }
          : undefined
      }
    />
  )
}
