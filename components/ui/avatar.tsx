import { cn } from './cn.ts'

const colours = [
  'bg-accent-soft text-accent-strong',
  'bg-info-soft text-info-strong',
  'bg-success-soft text-success-strong',
  'bg-warning-soft text-warning-strong',
  'bg-waiting-soft text-waiting-strong',
  'bg-danger-soft text-danger-strong',
]

/** The colour that belongs to a name, the same everywhere. */
export function toneOf(name: string): string {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return colours[sum % colours.length] ?? ''
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined]
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase()
}

/** Initials in a disc: decoration beside a name that is written. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        'inline-flex size-6 shrink-0 items-center justify-center rounded-full text-[0.625rem] font-semibold select-none',
        toneOf(name),
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  )
}
