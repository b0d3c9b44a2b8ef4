'use client'

import { Select } from '#components/ui/select.tsx'
import { useAddress } from '#components/ui/use-address.ts'

interface ParamSelectProps {
  /** The URL's parameter that holds the choice. */
  param: string
  label: string
  /** Of the choice that filters nothing. */
  allLabel: string
  options: readonly string[]
  /** Said in place of an option. */
  labels?: Readonly<Record<string, string>>
  /** The page reads the address itself: the server is not asked. */
  shallow?: boolean
  className?: string
}

/** A filter whose choice lives in the URL. */
export function ParamSelect({
  param,
  label,
  allLabel,
  options,
  labels = {},
  shallow = false,
  className = 'w-52 max-sm:w-full',
}: ParamSelectProps) {
  const { params, put } = useAddress(shallow)
  const current = params.get(param) ?? ''
  return (
    <Select
      aria-label={label}
      value={current}
      onChange={(event) => {
        put({ [param]: event.target.value })
      }}
      className={className}
    >
      <option value="">{allLabel}</option>
      {(current === '' || options.includes(current) ? options : [current, ...options]).map((option) => (
        <option key={option} value={option}>
          {labels[option] ?? option}
        </option>
      ))}
    </Select>
  )
}
