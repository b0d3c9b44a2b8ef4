import type { App } from '#engine/flow/app.ts'

/** The app of a stored revision. What stands there was made by `parseApp`, or by us for a default app. */
export function appOf(compiled: unknown): App {
  return compiled as App
}
