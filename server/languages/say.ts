import german from '#messages/refusals.de.json'
import type { Language } from './languages.ts'

interface Sentence {
  pattern: RegExp
  names: string[]
  text: string
}

/** What is longer holds a source or a list: no time is spent on it. */
const longest = 2000
const argument = /\{(\w+)\}/g
const escape = (text: string) => text.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')

/** `There is no flow {flow}.` finds what stands at its arguments. Sentences with more words of their own come first. */
const sentences: Sentence[] = Object.entries(german)
  .filter(([english]) => english.search(argument) >= 0)
  .map(([english, text]) => ({
    pattern: new RegExp(`^${english.split(argument).map(part).join('')}$`, 's'),
    names: [...english.matchAll(argument)].map(([, name = '']) => name),
    text,
    words: english.replace(argument, '').length,
  }))
  .sort((a, b) => b.words - a.words)

function part(text: string, index: number): string {
  return index % 2 === 1 ? '(.+?)' : escape(text)
}

/**
 * A sentence for a person that was written in English where it was refused, in the reader's language; where nobody translated it,
 * as it is. What stands at an argument is translated too where it is a sentence of its own.
 */
export function say(sentence: string, language: Language): string {
  if (language === 'en' || sentence.length > longest) return sentence
  if (Object.hasOwn(german, sentence)) return german[sentence as keyof typeof german]
  for (const { pattern, names, text } of sentences) {
    const found = pattern.exec(sentence)
    if (!found) continue
    const values = new Map(names.map((name, index) => [name, say(found[index + 1] ?? '', language)]))
    return text.replace(argument, (whole, name: string) => values.get(name) ?? whole)
  }
  return sentence
}
