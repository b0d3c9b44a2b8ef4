import { db } from '#server/db.ts'
import { lineOf } from '#server/namespaces/line.ts'
import { spellingsOf, type KnownSecret } from './mask.ts'
import { isReadable, sealedFrom, unseal } from './seal.ts'

/** What an attempt reads itself is hidden at once; this is for what it meets by other ways, in a file for example. */
const freshMs = 5000
const kept = 500

interface Known {
  at: number
  secrets: Promise<readonly KnownSecret[]>
}

/** By namespace, in order of their reading. */
const cache = new Map<string, Known>()

/** The secrets that flows of a namespace could read, for what leaves them: as they were stored some seconds ago. */
export function secretsToHide(namespace: string): Promise<readonly KnownSecret[]> {
  const known = cache.get(namespace)
  if (known && Date.now() - known.at < freshMs) return known.secrets
  const secrets = load(namespace)
  cache.delete(namespace)
  cache.set(namespace, { at: Date.now(), secrets })
  // a failure of the database is not kept
  secrets.catch(() => cache.delete(namespace))
  const oldest = cache.keys().next().value
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest)
  return secrets
}

/** After a change by this process. */
export function forgetKnown(): void {
  cache.clear()
}

async function load(namespace: string): Promise<readonly KnownSecret[]> {
  const rows = await db.secret.findMany({
    where: { namespace: { in: lineOf(namespace) } },
    select: { value: true },
  })
  const texts = rows.flatMap(({ value }) => (isReadable(sealedFrom(value)) ? unseal(sealedFrom(value)) : []))
  return texts.map((text) => ({ text, spellings: spellingsOf(text) }))
}
