'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getBytes } from '#components/live/api.ts'
import { filePath, type Place } from './file-path.ts'
import { readText } from './file-text.ts'

/** What a file holds at a revision; its text where it is one. */
export function useContent(place: Place, revision: number | undefined) {
  const path = filePath(place, `&revision=${String(revision)}`)
  return useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) => ({
      revision: revision ?? 0,
      read: readText(await getBytes(path, signal)),
    }),
    enabled: revision !== undefined,
    placeholderData: keepPreviousData,
  })
}
