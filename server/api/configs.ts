import { z } from 'zod'
import { env } from '#server/env.ts'
import { route } from './route.ts'
import { version } from './version.ts'

/** What a client asks before it knows anybody: Kestra's shape, as far as it means something here. */
export const configsRoute = route({
  method: 'GET',
  path: '/configs',
  tag: 'Misc',
  summary: 'Retrieve the instance configuration',
  permission: 'public',
  answer: z.object({
    version: z.string(),
    edition: z.string(),
    url: z.string(),
    tenants: z.object({ enabled: z.boolean() }),
    isBasicAuthInitialized: z.boolean(),
  }),
  handle: async () => ({
    version,
    edition: 'OSS',
    url: env().FORMWORK_URL,
    tenants: { enabled: false },
    isBasicAuthInitialized: true,
  }),
})
