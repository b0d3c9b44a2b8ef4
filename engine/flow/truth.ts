const falseTexts = new Set(['false', '0', '-0', ''])

/** Truth of a rendered text, as `if`, `runIf` and `condition` see it (rule 9): false are `false`, `0`, `-0` and the empty text, which null prints as. */
export function isTrueText(text: string): boolean {
  return !falseTexts.has(text.trim())
}
