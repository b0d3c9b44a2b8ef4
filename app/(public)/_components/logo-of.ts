import type { AppTheme } from '#engine/flow/app.ts'

/** Address of an app's own logo; undefined: it has none. */
export function logoOf({ id, theme }: { id: string; theme?: AppTheme }): string | undefined {
  return theme?.logo === undefined ? undefined : `/api/v1/public/apps/${id}/logo`
}
