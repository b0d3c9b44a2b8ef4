import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Facts of the language that live beside the repository; a checkout without them plays none. */
export const folder = fileURLToPath(new URL('../../../shared/conformance', import.meta.url))
export const given = join(folder, 'given')
export const areThere = existsSync(given)

/** A module of the suite that plays the facts; it has no types. */
export async function suite(name: string): Promise<Record<string, (...given: unknown[]) => unknown>> {
  return await import(pathToFileURL(join(folder, name)).href)
}

export interface Case {
  id: string
  feature: string
  skip?: string
  run: () => Promise<{ ok: boolean; detail?: string; skip?: string }>
}

/** The outcome of a case, in a word and the reason. */
export async function play({ skip, run }: Case): Promise<string> {
  if (skip !== undefined) return `skipped: ${skip}`
  const result = await run()
  if (result.skip !== undefined) return `skipped: ${result.skip}`
  return result.ok ? 'passed' : `failed: ${result.detail ?? ''}`
}
