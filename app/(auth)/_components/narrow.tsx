import type { ReactNode } from 'react'
import { LanguageSwitch } from '#app/_frame/language-switch.tsx'
import { Logo } from '#app/_frame/logo.tsx'

interface NarrowProps {
  /** What is done here. */
  title: string
  /** The product's name stands beside its logo, in place of the title. */
  product?: string
  /** Of a page that tells nobody its address. */
  path?: string
  children: ReactNode
}

/** A page before the sign-in: one column, one thing to do. */
export function Narrow({ title, product, path, children }: NarrowProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[12vh] pb-8">
      <div className="w-full max-w-80">
        <div className="mb-6 flex items-center justify-center gap-2.5 text-lg font-semibold tracking-tight">
          <Logo className="size-8" />
          {product}
        </div>
        <h1 className={product ? 'sr-only' : 'mb-4 text-center text-lg font-semibold'}>{title}</h1>
        {children}
        <LanguageSwitch next={path} className="mt-8 justify-center gap-1" />
      </div>
    </main>
  )
}
