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

export function keep(key: string, kept: KeptText): void {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(kept))
  } catch {
    // Full or forbidden: the text is still in the editor.
  }
}

export function dropKept(key: string): void {
  try {
    localStorage.removeItem(nameOf(key))
  } catch {
    // Forbidden: then nothing was kept either.
  }
}
