import type { CSSProperties } from 'react'
import type { AppTheme } from '#engine/flow/app.ts'

/** An app's own colours, for all that stands in the element. */
export function themeStyle(theme: AppTheme | undefined): CSSProperties | undefined {
  const light = theme?.accent
  if (light === undefined) return undefined
  const dark = theme?.accentDark ?? light
  const both = `light-dark(${light}, ${dark})`
  return {
    '--color-accent': both,
    '--color-accent-strong': `light-dark(${light}, color-mix(in oklab, ${dark} 55%, white))`,
    '--color-accent-hover': `color-mix(in oklab, ${both} 88%, black)`,
    '--color-accent-soft': `color-mix(in oklab, ${both} 12%, var(--color-surface))`,
  } as CSSProperties
}
