/** `company.team.x`, `company.team`, `company`: where something of a namespace is looked for, the nearest first. */
export function lineOf(namespace: string): string[] {
  const parts = namespace.split('.')
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('.'))
}
