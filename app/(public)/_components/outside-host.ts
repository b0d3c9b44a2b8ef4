import { send } from '#components/live/api.ts'
import { keepUpload, keptUpload } from '#app/_frame/kept-uploads.ts'
import type { Host } from '#components/ui/host.tsx'

interface OutsideHostOptions {
  /** Bytes of the largest file that is taken. */
  maxUploadBytes: number
  /** Makes somebody of who has not begun: files belong to a guest. Absent: they are one. */
  ensure?(): Promise<void>
}

/** Files of people without an account. */
export function outsideHost({ maxUploadBytes, ensure }: OutsideHostOptions): Host {
  return {
    maxUploadBytes,
    upload: async (file, options) => {
      await ensure?.()
      const { uploadFile } = await import('#components/live/upload.ts')
      const uploaded = await uploadFile(file, options)
      keepUpload(uploaded)
      return uploaded
    },
    uploaded: keptUpload,
    forget: (uploadId) => send('DELETE', `/uploads/${encodeURIComponent(uploadId)}`).then(gone, gone),
  }
}

const gone = () => undefined
