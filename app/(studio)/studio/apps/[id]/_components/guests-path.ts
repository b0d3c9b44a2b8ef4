export const guestsShown = 25

/** REST path of the first page of an app's guests. */
export function guestsPath(appId: string): string {
  return `/apps/${encodeURIComponent(appId)}/guests?size=${guestsShown}`
}
