'use client'

import { DirectoryPicker } from '#components/ui/directory-picker.tsx'
import type { FieldInputProps } from '#components/ui/host.tsx'

/** A group, searched by name; the value is as expressions see it. */
export default function GroupInput(field: FieldInputProps) {
  return (
    <DirectoryPicker
      {...field}
      valueOf={({ value, label }) => ({ slug: value, name: label })}
      choiceOf={(value) =>
        'slug' in value && 'name' in value
          ? { value: String(value.slug), label: String(value.name) }
          : undefined
      }
    />
  )
}
