import type { CSSProperties, ReactNode } from 'react'
import { accentTokens } from '#components/app-layout/app-theme.tsx'
import type { AppTheme } from '#engine/flow/app.ts'
import { Logo } from '#app/_frame/logo.tsx'
import { cn } from '#components/ui/cn.ts'

interface OutsideProps {
  title: string
  /** Markdown as HTML, cleaned on the server. */
  descriptionHtml?: string
  /** Address of the app's own logo; absent: the product's. */
  logo?: string
  /** Of the app: its colours. */
  theme?: AppTheme
  /** In a page of somebody else: no room around, no logo. */
  framed?: boolean
  actions?: ReactNode
  children: ReactNode
}

/** A page for people without an account: nothing around it but what it is about. */
export function Outside({ title, descriptionHtml, logo, theme, framed, actions, children }: OutsideProps) {
  return (
    <main
      id="content"
      style={theme ? (accentTokens(theme) as CSSProperties) : undefined}
      className={cn('mx-auto w-full max-w-3xl px-4', framed ? 'py-2' : 'pt-8 pb-16 sm:pt-12')}
    >
      {framed ? null : (
        <div className="mb-6">
          {logo ? (
            <img src={logo} alt="" className="h-10 max-w-48 object-contain object-left" />
          ) : (
            <Logo className="size-8" />
          )}
        </div>
      )}
      <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-lg font-semibold tracking-tight text-balance wrap-anywhere">{title}</h1>
          {descriptionHtml ? (
            <div
              className="prose mt-1 max-w-2xl text-ink-soft"
              dangerouslySetInnerHTML={{ __html: descriptionHtml }}
            />
          ) : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </header>
      {children}
    </main>
  )
}
