import { cva, type VariantProps } from 'class-variance-authority'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { comeAlive, early } from './early-press.ts'

export const buttonVariants = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border-line bg-surface text-ink hover:bg-sunken',
  ghost: 'border-transparent text-ink-soft hover:bg-sunken hover:text-ink',
  danger: 'border-danger bg-surface text-danger-strong hover:bg-danger-soft',
}

export const buttonSizes = {
  sm: 'h-7 px-2.5 text-sm max-sm:h-11 max-sm:px-3',
  md: 'h-9 px-3.5 text-base max-sm:h-11',
  icon: 'size-8 max-sm:size-11',
}

/** The look of a button, for links that act as one too; `null` for a variant or a size leaves it to the class. */
export const buttonStyle = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-sm border font-medium whitespace-nowrap transition-colors disabled:opacity-55 aria-disabled:opacity-55 aria-busy:cursor-progress aria-busy:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: { variant: buttonVariants, size: buttonSizes },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonStyle> {
  /** Work is under way: shows a wheel and takes no more clicks, yet keeps the focus. */
  pending?: boolean
}

/** Pressed before its code has come, it does what it does as soon as it can. */
const pressable = {
  ...early,
  ref: (element: HTMLButtonElement | null) => {
    if (element) comeAlive(element)
  },
}

export function Button({
  variant,
  size,
  pending = false,
  type = 'button',
  className,
  children,
  onClick,
  ref,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      {...(onClick && !ref ? pressable : { ref })}
      type={pending ? 'button' : type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? undefined : onClick}
      className={cn(buttonStyle({ variant, size }), className)}
    >
      {pending ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </button>
  )
}
