'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
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

interface Resource<T> {
  data: T | undefined
  /** Why the newest question had no answer; the data before it stays. */
  error: Error | null
  isPending: boolean
}

const never = () => () => undefined

/** Whether the server's HTML is taken over: until then a component must render what the server did. */
function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/** A REST resource under the key of its path (below `/api/v1`), kept up to date by events. */
export function useResource<T>(
  path: string,
  { initial, topics = [], enabled = true }: ResourceOptions<T> = {},
): Resource<T> {
  useLive(topics, [path])
  const hydrated = useHydrated()
  const { data, error, isPending } = useQuery<T>({
    queryKey: [path],
    queryFn: ({ signal }) => get<T>(path, signal),
    initialData: initial,
    enabled,
  })
  // Another part of the page may have newer data already, which the server's HTML does not show.
  return { data: hydrated ? data : initial, error, isPending }
}
