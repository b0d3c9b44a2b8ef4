import { Facts } from './section.tsx'

/** What was filled in or shown. */
export function Values({ values }: { values: readonly { label: string; display: string }[] }) {
  return <Facts facts={values.map(({ label, display }) => [label, display] as const)} />
}
