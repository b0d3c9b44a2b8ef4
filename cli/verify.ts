import { readFile } from 'node:fs/promises'
import type { Check, CheckName } from '#engine/evidence/findings.ts'
import { contentsOf, packFormat, type Pack } from '#engine/evidence/pack.ts'
import { verifyPack, type Verdict } from '#engine/evidence/verify-pack.ts'

const mostFindings = 20

/** Checks a pack and prints what each look at it came to. @returns 0 whole, 1 not, 2 it could not be read */
export async function verifyFile(file: string, key: string | undefined): Promise<number> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    process.stderr.write(`formwork: ${(error as Error).message}\n`)
    return 2
  }
  const verdict = verifyPack(bytes, { key })
  process.stdout.write(`${report(verdict, key).join('\n')}\n`)
  return verdict.whole ? 0 : 1
}

function report({ whole, checks, pack }: Verdict, key: string | undefined): string[] {
  const lines = checks.flatMap((check) => linesOf(check, pack, key))
  const [request] = pack ? contentsOf(pack, 'request') : []
  const name = request ? `The evidence for ${request.number} (${request.title})` : 'This file'
  const refused = pack ? 'is not as it was exported: do not rely on it' : 'is no evidence pack'
  return [...lines, '', `${name} ${whole ? 'is whole.' : `${refused}.`}`]
}

function linesOf(check: Check, pack: Pack | undefined, key: string | undefined): string[] {
  const { name, findings } = check
  if (findings.length === 0) return [`✓ ${name.padEnd(11)} ${says[name](check, { pack, key })}`]
  const listed = findings.slice(0, mostFindings).map(({ where, what }) => `    ${where}: ${what}`)
  const more = findings.length - listed.length
  return [`✗ ${name}`, ...listed, ...(more > 0 ? [`    … and ${more} more`] : [])]
}

interface Around {
  pack?: Pack
  key?: string
}

/** What is right where nothing was found. */
const says: Record<CheckName, (check: Check, around: Around) => string> = {
  form: () => `${packFormat}, byte for byte as it was written`,
  records: ({ count }) => `${count} records, each as its hash says`,
  digest: (_, { pack }) => pack?.digest ?? '',
  signature: (_, { pack, key }) =>
    key === undefined
      ? `by ${pack?.signature.publicKey ?? ''}: compare it with ${pack?.origin ?? ''}/api/v1/evidence/keys`
      : `by the key that you gave`,
  chains: ({ count }) => `${count} entries of the audit, none missing in between, each as its hash says`,
  checkpoints: ({ count, open = 0 }) =>
    `${count} cover the entries${open > 0 ? `, ${open} are not sealed yet` : ''}`,
  seen: ({ count }) => `${count} views, each with the hash that was decided on`,
  files: ({ count }) => `${count} files, with the hashes that were shown`,
  decisions: ({ count }) => `${count} decisions and questions, all as the audit tells them`,
}
