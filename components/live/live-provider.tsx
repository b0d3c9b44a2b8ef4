'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ApiError } from './api.ts'

/** Whether asking again can help. */
function worthRetry(count: number, error: Error): boolean {
  return count < 3 && error instanceof ApiError && (error.offline || error.status >= 500)
}

export function LiveProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // Events say when to ask again. What no page shows is dropped: the next page brings its own data.
          queries: { staleTime: Infinity, gcTime: 0, retry: worthRetry, refetchOnWindowFocus: false },
        },
      }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
