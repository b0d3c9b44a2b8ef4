import { asText } from './block-page.tsx'
import { buttonSizes, buttonStyle, buttonVariants } from './button.tsx'
import { cn } from './cn.ts'

type Properties = Readonly<Record<string, unknown>>

const tones: Readonly<Record<string, string>> = {
  PRIMARY: buttonVariants.primary,
  SUCCESS: 'border-success bg-success-soft text-success-strong hover:border-success-strong',
  WARNING: 'border-warning bg-warning-soft text-warning-strong hover:border-warning-strong',
  DANGER: 'border-danger bg-danger-soft text-danger-strong hover:border-danger-strong',
  INFO: 'border-info bg-info-soft text-info-strong hover:border-info-strong',
}

const sizes: Readonly<Record<string, string>> = { SMALL: buttonSizes.sm, LARGE: 'h-11 px-5 text-md' }

/**
 * Colours and size of a button by an author's `style` and `size`.
 * @param usual the look of one without a style
 */
export function blockLook(properties: Properties, usual: 'primary' | 'secondary' = 'secondary'): string {
  return cn(
    tones[asText(properties.style)] ?? buttonVariants[usual],
    sizes[asText(properties.size)] ?? buttonSizes.md,
  )
}

/** All of its look, for an element that is no button of ours. */
export function blockButton(properties: Properties): string {
  return cn(buttonStyle({ variant: null, size: null }), blockLook(properties))
}
