/** What makes two grants of a role the same. */
export function grantKey({ role, namespace }: { role: string; namespace?: string | null }): string {
  return JSON.stringify([role, namespace ?? null])
}
