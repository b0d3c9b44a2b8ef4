'use client'

import type { FieldInputProps } from './host.tsx'
import { textControl } from './text-control.ts'
import { Textarea } from './textarea.tsx'

/** Data that the server read is written out again; what was typed stays as it is. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value, null, 2)
}

/** A field for data that is written out, as JSON or YAML. */
export function DataTextarea(field: FieldInputProps) {
  return (
    <Textarea
      {...textControl(field)}
      value={shown(field.value)}
      rows={5}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      className="font-mono text-sm"
    />
  )
}
