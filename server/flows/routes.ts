import type { Route } from '#server/api/route.ts'
import { checkRoutes } from './routes-check.ts'
import { manyRoutes } from './routes-many.ts'
import { readRoutes } from './routes-read.ts'
import { writeRoutes } from './routes-write.ts'

/** Flows, in Kestra's shapes. */
export const routes: Route[] = [...readRoutes, ...writeRoutes, ...checkRoutes, ...manyRoutes]
