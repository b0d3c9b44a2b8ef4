import type { NamespaceFileHost } from '#engine/catalog/host.ts'
import { filesOf } from '#server/namespace-files/store.ts'
import { demandUse } from '#server/namespaces/access.ts'

/** The files of namespaces as a flow of one may use them. */
export function namespaceFileHost(home: string): NamespaceFileHost {
  return {
    async list(namespace = home) {
      await demandUse(home, namespace, 'files')
      return (await filesOf(namespace)).map(({ path, uri, size }) => ({ path, uri, size }))
    },
  }
}
