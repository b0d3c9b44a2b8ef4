import type { CSSProperties, ReactNode } from 'react'
import type { AppTheme } from '#engine/flow/app.ts'
import { contrast } from '#engine/flow/contrast.ts'

/** Text on a colour: whichever of the two can be read better. */
function inkOn(colour: string): string {
  return contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000'
}

/** The tokens of the accent (app/tokens.css), made from an app's own colour. */
export function accentTokens({ accent, accentDark = accent }: AppTheme): Readonly<Record<string, string>> {
  if (!accent || !accentDark) return {}
  const both = (light: string, dark: string) => `light-dark(${light}, ${dark})`
  const mix = (colour: string, share: number, other: string) =>
    `color-mix(in oklab, ${colour} ${String(share)}%, ${other})`
  return {
    '--color-accent': both(accent, accentDark),
    '--color-accent-strong': both(mix(accent, 80, '#000000'), mix(accentDark, 45, '#ffffff')),
    '--color-accent-hover': both(mix(accent, 85, '#000000'), mix(accentDark, 85, '#000000')),
    '--color-accent-soft': both(mix(accent, 10, '#ffffff'), mix(accentDark, 22, '#16181c')),
    '--color-on-accent': both(inkOn(accent), inkOn(accentDark)),
  }
}

interface ThemedProps {
  theme: AppTheme | undefined
  className?: string
  children: ReactNode
}

/** What is inside wears the app's colour. */
export function Themed({ theme, className, children }: ThemedProps) {
  return (
    <div style={theme ? (accentTokens(theme) as CSSProperties) : undefined} className={className}>
      {children}
    </div>
  )
}
