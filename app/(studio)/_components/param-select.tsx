'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { Select } from '#components/ui/select.tsx'

interface ParamSelectProps {
  /** The URL's parameter that holds the choice. */
  param: string
  label: string
  /** Of the choice that filters nothing. */
  allLabel: string
  options: readonly string[]
}

/** A filter whose choice lives in the URL. */
export function ParamSelect({ param, label, allLabel, options }: ParamSelectProps) {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const current = params.get(param) ?? ''
  return (
    <Select
      aria-label={label}
      value={current}
      onChange={(event) => {
        const next = new URLSearchParams(params)
        if (event.target.value) next.set(param, event.target.value)
        else next.delete(param)
        router.replace(`${pathname}?${next.toString()}`, { scroll: false })
      }}
      className="w-52 max-sm:w-full"
    >
      <option value="">{allLabel}</option>
      {(current === '' || options.includes(current) ? options : [current, ...options]).map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </Select>
  )
}
