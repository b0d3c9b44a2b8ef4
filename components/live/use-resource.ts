'use client'

import {
  notifyManager,
  QueryObserver,
  useQueryClient,
  type QueryObserverOptions,
} from '@tanstack/react-query'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { get } from './api.ts'
import { liveStream } from './stream.ts'

/** An answer that takes longer is given up where something new was heard. */
const answerMs = 5000

/** Asks the paths again whenever one of the topics is heard. Both lists are compared by content. */
export function useLive(topics: readonly string[], paths: readonly string[]): void {
  const client = useQueryClient()
  const topicKey = topics.join(',')
  const pathKey = paths.join(' ')
  useEffect(() => {
    if (!topicKey) return
    const keys = pathKey.split(' ').map((path) => ({ queryKey: [path] }))
    let asking = false
    let heard = false
    // One question at a time: where events come quicker than answers, a new question would always cancel the one before.
    async function ask() {
      heard = true
      if (asking) return
      asking = true
      while (heard) {
        heard = false
        const asked = Promise.all(keys.map((key) => client.invalidateQueries(key)))
        await Promise.race([asked, new Promise((next) => setTimeout(next, answerMs))])
      }
      asking = false
    }
    return liveStream().listen(topicKey.split(','), () => void ask())
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

const watched: QueryObserverOptions['notifyOnChangeProps'] = ['data', 'error', 'isPending']

/** What `useQuery` does, without suspense and error boundaries, which no resource asks for: every page loads this. */
function useObserved<T>(options: QueryObserverOptions<T>) {
  const client = useQueryClient()
  const asked = client.defaultQueryOptions({ ...options, notifyOnChangeProps: watched })
  asked._optimisticResults = 'optimistic'
  const [observer] = useState(() => new QueryObserver(client, asked))
  // of the path that is asked for now, also in the render in which it is a new one
  const result = observer.getOptimisticResult(asked)
  const current = () => observer.getCurrentResult()
  const subscribe = useCallback(
    (changed: () => void) => {
      const end = observer.subscribe(notifyManager.batchCalls(changed))
      // what came between the render and now
      observer.updateResult()
      return end
    },
    [observer],
  )
  useSyncExternalStore(subscribe, current, current)
  useEffect(() => {
    observer.setOptions(asked)
  })
  return result
}

/** A REST resource under the key of its path (below `/api/v1`), kept up to date by events. */
export function useResource<T>(
  path: string,
  { initial, topics = [], enabled = true }: ResourceOptions<T> = {},
): Resource<T> {
  useLive(topics, [path])
  const hydrated = useHydrated()
  const { data, error, isPending } = useObserved<T>({
    queryKey: [path],
    queryFn: ({ signal }) => get<T>(path, signal),
    initialData: initial,
    enabled,
  })
  // Another part of the page may have newer data already, which the server's HTML does not show.
  return { data: hydrated ? data : initial, error, isPending }
}
