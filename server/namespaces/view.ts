import { stringify } from 'yaml'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import type { Namespace } from '#generated/prisma/client.ts'

export interface NamespaceView {
  id: string
  deleted: boolean
  description?: string
  variables: JsonObject
  pluginDefaults: Json[]
  /** Kestra's shape. */
  allowedNamespaces: { namespace: string }[]
}

/** A namespace that nobody has said anything of is there by what lives in it. */
export function viewOf(id: string, row: Namespace | null): NamespaceView {
  return {
    id,
    deleted: false,
    description: row?.description ?? undefined,
    variables: (row?.variables ?? {}) as JsonObject,
    pluginDefaults: (row?.pluginDefaults ?? []) as Json[],
    allowedNamespaces: (row?.allowedNamespaces ?? []).map((namespace) => ({ namespace })),
  }
}

/** Settings as YAML: as they were written, or written out. */
export function sourceOf(row: Namespace | null): string {
  if (row?.source) return row.source
  const { variables, pluginDefaults, allowedNamespaces } = viewOf('', row)
  const written = {
    ...(Object.keys(variables).length > 0 ? { variables } : {}),
    ...(pluginDefaults.length > 0 ? { pluginDefaults } : {}),
    ...(allowedNamespaces.length > 0 ? { allowedNamespaces: row?.allowedNamespaces } : {}),
  }
  return Object.keys(written).length > 0 ? stringify(written) : ''
}
