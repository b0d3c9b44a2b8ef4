export interface KeyPlace {
  namespace: string
  key: string
}

/** REST path of a value. */
export function keyPath({ namespace, key }: KeyPlace): string {
  return `/namespaces/${encodeURIComponent(namespace)}/kv/${encodeURIComponent(key)}`
}
