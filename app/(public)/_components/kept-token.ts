const keyOf = (appId: string) => `guest:${appId}`

/** The token of who has begun here, kept in this tab: a reload asks for no second code. Without storage it does. */
export function keptToken(appId: string): string | undefined {
  try {
    return sessionStorage.getItem(keyOf(appId)) ?? undefined
  } catch {
    return undefined
  }
}

export function keepToken(appId: string, token: string | undefined): void {
  try {
    if (token === undefined) sessionStorage.removeItem(keyOf(appId))
    else sessionStorage.setItem(keyOf(appId), token)
  } catch {
    return
  }
}
