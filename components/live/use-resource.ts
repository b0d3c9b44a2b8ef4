'use client'

import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import { get } from './api.ts'
import { liveStream } from './stream.ts'

/** Asks the paths again whenever one of the topics is heard. Both lists are compared by content. */
export function useLive(topics: readonly string[], paths: readonly string[]): void {
  const client = useQueryClient()
  const topicKey = topics.join(',')
  const pathKey = paths.join(' ')
  useEffect(() => {
    if (!topicKey) return
    return liveStream().listen(topicKey.split(','), () => {
      for (const path of pathKey.split(' ')) void client.invalidateQueries({ queryKey: [path] })
    })
  }, [client, topicKey, pathKey])
}

interface ResourceOptions<T> {
  /** What the server's page had at hand. */
  initial?: T
  /** Topics at which it is asked again. */
  topics?: readonly string[]
  enabled?: boolean
}

/** A REST resource under the key of its path (below `/api/v1`), kept up to date by events. */
export function useResource<T>(
  path: string,
  { initial, topics = [], enabled = true }: ResourceOptions<T> = {},
): UseQueryResult<T> {
  useLive(topics, [path])
  return useQuery<T>({
    queryKey: [path],
    queryFn: ({ signal }) => get<T>(path, signal),
    initialData: initial,
    enabled,
  })
}
