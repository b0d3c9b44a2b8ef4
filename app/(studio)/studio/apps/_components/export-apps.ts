import { sendForBytes } from '#components/live/api.ts'

/**
 * Saves the sources of apps as a ZIP archive of YAML.
 * @throws ApiError
 */
export async function exportApps(uids: readonly string[]): Promise<void> {
  const bytes = await sendForBytes('POST', '/apps/export', { body: { uids } })
  const href = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }))
  const link = document.createElement('a')
  link.href = href
  link.download = 'apps.zip'
  link.click()
  URL.revokeObjectURL(href)
}
