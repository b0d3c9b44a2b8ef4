import { db } from '#server/db.ts'
import { environmentSecret } from '#server/env.ts'
import { lineOf } from '#server/namespaces/line.ts'
import { sealedFrom, unseal } from './seal.ts'

/**
 * The value of a secret as flows of a namespace read it: its own or the nearest one above it, else the installation's. For the
 * product's own use: asks for no permission.
 * @throws Error where there is none
 */
export async function readSecret(namespace: string, key: string): Promise<string> {
  const line = lineOf(namespace)
  const rows = await db.secret.findMany({
    where: { namespace: { in: line }, key },
    select: { namespace: true, value: true },
  })
  const nearest = line.map((name) => rows.find((row) => row.namespace === name)).find((row) => row)
  const value = nearest ? unseal(sealedFrom(nearest.value)) : environmentSecret(key)
  if (value === undefined)
    throw new Error(
      `There is no secret \`${key}\` in the namespace ${namespace} or above it: add it there, or set SECRET_${key.toUpperCase()} to its value in base64.`,
    )
  return value
}
