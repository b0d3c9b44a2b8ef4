'use client'

import { useFormatter } from 'next-intl'

/** Writes a number of bytes as people read it. */
export function useByteSize(): (bytes: number) => string {
  const format = useFormatter()
  return (bytes) => {
    if (bytes >= 1e6)
      return format.number(bytes / 1e6, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
    if (bytes >= 1e3) return format.number(Math.ceil(bytes / 1e3), { style: 'unit', unit: 'kilobyte' })
    return format.number(bytes, { style: 'unit', unit: 'byte', unitDisplay: 'long' })
  }
}
