import type { Actor } from '#server/actor.ts'
import { readFilePart, wholePart } from '#server/api/read-file-part.ts'
import { AppError } from '#server/errors.ts'
import { isZip, unzip, zip } from './archive.ts'
import { getFlow } from './get-flow.ts'
import type { FlowKey } from './many.ts'
import { saveFlow } from './save-flow.ts'
import { documentsOf } from './source.ts'

const uploadBytes = 25 * 1024 * 1024

/** The sources of flows as a ZIP archive, one file each. @throws AppError `not-found` */
export async function exportFlows(actor: Actor, keys: readonly FlowKey[]): Promise<Response> {
  const files = []
  for (const key of keys) {
    const { source } = await getFlow(actor, key)
    files.push({ name: `${key.namespace}.${key.id}.yml`, text: source })
  }
  return new Response(new Uint8Array(zip(files)), {
    headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="flows.zip"' },
  })
}

/**
 * Saves the flows of a ZIP archive or of a YAML text with several documents.
 * @returns what could not be saved: names of files, or indexes of documents from 0
 * @throws AppError `invalid` at the first of these with `failOnError`; `too-large`
 */
export async function importFlows(actor: Actor, request: Request, failOnError: boolean): Promise<string[]> {
  const bytes = await readFilePart(request, 'fileUpload', (file) => wholePart(file, uploadBytes))
  const files = isZip(bytes)
    ? unzip(bytes).filter(({ name }) => /\.ya?ml$/i.test(name))
    : documentsOf(bytes.toString('utf8')).map((text, index) => ({ name: String(index), text }))
  const refused: string[] = []
  for (const { name, text } of files) {
    try {
      await saveFlow(actor, text)
    } catch (error) {
      if (!(error instanceof AppError) || failOnError) throw error
      refused.push(name)
    }
  }
  return refused
}
