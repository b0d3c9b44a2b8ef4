import { Link2Off } from 'lucide-react'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** What opens nothing, and why it may be so. */
export function Gone({ title, text }: { title: string; text: string }) {
  return (
    <main id="content" className="mx-auto w-full max-w-xl px-4 py-16">
      <h1 className="sr-only">{title}</h1>
      <EmptyState icon={Link2Off} title={title}>
        {text}
      </EmptyState>
    </main>
  )
}
