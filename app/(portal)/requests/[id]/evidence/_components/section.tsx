import type { ReactNode } from 'react'

/** A part of the evidence; on paper its heading stays with what follows. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-8">
      <h2 className="mb-2 break-after-avoid border-b pb-1 text-md font-semibold">{title}</h2>
      {children}
    </section>
  )
}

/** Names and what stands under them, one under the other. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[12rem_minmax(0,1fr)] print:grid-cols-[12rem_minmax(0,1fr)]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="min-w-0 wrap-anywhere whitespace-pre-wrap max-sm:mb-2">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A hash, which may break anywhere. */
export function Hash({ value }: { value: string }) {
  return <code className="font-mono text-xs break-all">{value}</code>
}
