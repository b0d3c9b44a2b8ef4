const kinds = [
  'cancelled',
  'domain',
  'expired',
  'inactive',
  'no-mail',
  'no-sign-up',
  'not-linked',
  'not-verified',
  'of-another',
  'refused',
  'too-many',
  'unreachable',
] as const

/** What came of the way to a provider; anything else than we say ourselves is a plain refusal. */
export function troubleBy(kind: string): (typeof kinds)[number] {
  return kinds.find((one) => one === kind) ?? 'refused'
}
