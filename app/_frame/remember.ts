const yearSeconds = 31_536_000

/** Keeps a choice of the interface in a cookie, so that the server's first answer has it already. No value: forgotten. */
export function remember(name: 'theme' | 'rail', value: string | undefined): void {
  document.cookie = `${name}=${value ?? ''}; path=/; max-age=${String(value ? yearSeconds : 0)}; samesite=lax`
}
