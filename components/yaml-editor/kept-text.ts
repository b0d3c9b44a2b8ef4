/** A text that was not saved, with the revision it was made from. */
export interface KeptText {
  text: string
  revision: number
}

const nameOf = (key: string) => `flow-text:${key}`

/** What was typed and not saved in this browser, if storage can be read. */
export function readKept(key: string): KeptText | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(nameOf(key)) ?? 'null')
    if (typeof value !== 'object' || value === null || !('text' in value) || !('revision' in value))
      return undefined
    const { text, revision } = value
    return typeof text === 'string' && typeof revision === 'number' ? { text, revision } : undefined
  } catch {
    return undefined
  }
}

/** @returns whether it is kept: storage may be full or forbidden. */
export function keep(key: string, kept: KeptText): boolean {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

/** Under another name what was kept under this one, and under those that go on from it behind a slash. */
export function moveKept(from: string, to: string): void {
  for (const key of keptAtOrBelow(from)) {
    const kept = readKept(key)
    dropKept(key)
    if (kept) keep(to + key.slice(from.length), kept)
  }
}

export function dropKeptBelow(key: string): void {
  for (const found of keptAtOrBelow(key)) dropKept(found)
}

/** What is kept under this name, and under those that go on from it behind a slash. */
export function keptAtOrBelow(key: string): string[] {
  try {
    const begin = nameOf('')
    return Object.keys(localStorage)
      .filter((name) => name === begin + key || name.startsWith(`${begin}${key}/`))
      .map((name) => name.slice(begin.length))
  } catch {
    return []
  }
}

export function dropKept(key: string): void {
  try {
    localStorage.removeItem(nameOf(key))
  } catch {
    // Forbidden: then nothing was kept either.
  }
}
