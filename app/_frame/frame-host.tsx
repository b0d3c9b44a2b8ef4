'use client'

import { useMemo, type ReactNode } from 'react'
import { send } from '#components/live/api.ts'
import { HostProvider, type Host } from '#components/ui/host.tsx'
import { keepUpload, keptUpload } from './kept-uploads.ts'

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
      forget: async (uploadId) => {
        await send('DELETE', `/uploads/${encodeURIComponent(uploadId)}`)
      },
    }),
    [maxUploadBytes],
  )
  return <HostProvider host={host}>{children}</HostProvider>
}
