const rootOf = (namespace: string) => namespace.split('.')[0]

/**
 * Passes for a namespace whose keys, files or secrets a flow may use: one with the same first part as its own.
 * @throws Error for any other
 */
export function demandTree(home: string, namespace: string, what: 'keys' | 'files' | 'secrets'): void {
  if (rootOf(namespace) === rootOf(home)) return
  throw new Error(`A flow of the namespace '${home}' may not use the ${what} of '${namespace}'.`)
}
