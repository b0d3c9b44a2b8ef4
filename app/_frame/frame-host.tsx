'use client'

import { useMemo, type ReactNode } from 'react'
import { send } from '#components/live/api.ts'
import { HostProvider, type Host } from '#components/ui/host.tsx'
import { keepUpload, keptUpload } from './kept-uploads.ts'

const gone = () => undefined

/** Fills the contract that catalogue components ask the product through. */
export function FrameHost({ maxUploadBytes, children }: { maxUploadBytes: number; children: ReactNode }) {
  const host = useMemo<Host>(
    () => ({
      maxUploadBytes,
      // Only a form with a file needs it.
      upload: async (file, options) => {
        const { uploadFile } = await import('#components/live/upload.ts')
        const uploaded = await uploadFile(file, options)
        keepUpload(uploaded)
        return uploaded
      },
      uploaded: keptUpload,
      // The server drops what no request took, so a failure costs nothing.
      forget: (uploadId) => send('DELETE', `/uploads/${encodeURIComponent(uploadId)}`).then(gone, gone),
    }),
    [maxUploadBytes],
  )
  return <HostProvider host={host}>{children}</HostProvider>
}
