import type { UploadedFile } from '#components/ui/host.tsx'

const keyOf = (id: string) => `upload:${id}`

/** Remembers an upload's name and size in this tab. Without storage only the name is missing after a reload. */
export function keepUpload(file: UploadedFile): void {
  try {
    sessionStorage.setItem(keyOf(file.id), JSON.stringify(file))
  } catch {
    return
  }
}

export function keptUpload(id: string): UploadedFile | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(id))
    return text ? (JSON.parse(text) as UploadedFile) : undefined
  } catch {
    return undefined
  }
}
