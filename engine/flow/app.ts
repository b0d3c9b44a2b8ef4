/** An app as it is stored beside its source: a flow's face for requesters. */
export interface App {
  /** Unique in its namespace. */
  id: string
  namespace: string
  flowId: string
  displayName: string
  /** Markdown. */
  description?: string
  /** Name of a Lucide icon, kebab-case. */
  icon?: string
  tags: string[]
  /** Of request numbers: `PUR` in `PUR-1042`. */
  prefix: string
  access: {
    /** Slugs of the groups that may use it; empty: everybody signed in. */
    groups: string[]
  }
  disabled: boolean
}

/** Three to five capital letters from a name: `purchase-request` gives `PUR`. */
export function prefixFor(id: string): string {
  const letters = id.toUpperCase().replace(/[^A-Z]/g, '')
  return letters.length >= 3 ? letters.slice(0, 3) : letters.padEnd(3, 'X')
}
