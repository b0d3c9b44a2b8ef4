import type { ReactNode } from 'react'
import { Logo } from '#app/_frame/logo.tsx'

/** A page before the sign-in: one column, one thing to do. */
export function Narrow({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[12vh] pb-8">
      <div className="w-full max-w-80">
        <div className="mb-6 flex justify-center">
          <Logo className="size-8" />
        </div>
        <h1 className="mb-4 text-center text-lg font-semibold">{title}</h1>
        {children}
      </div>
    </main>
  )
}
