import type { MailAddress } from './outside-host.ts'

const plain = /^[^\s<>@",;:()[\]\\\p{Cc}]+@[^\s<>@",;:()[\]\\\p{Cc}]+$/u
const named = /^(.*?)\s*<([^<>]*)>$/s

/**
 * Reads `Ana Ruiz <ana@example.com>; tom@example.com`, as an author or a form gives it. A control character is refused: it
 * could begin a header of its own.
 * @throws Error that names what is no address
 */
export function readAddresses(given: string | readonly string[] | undefined): MailAddress[] {
  const texts = (typeof given === 'string' ? [given] : (given ?? [])).flatMap(parts)
  return texts.map((text) => {
    const [, name = '', address = text] = named.exec(text) ?? []
    const bare = name.replace(/^"(.*)"$/s, '$1')
    if (!plain.test(address) || address.length > 254 || /[<>\p{Cc}]/u.test(bare))
      throw new Error(`${JSON.stringify(text.slice(0, 100))} is no mail address`)
    return { name: bare, address }
  })
}

/** Separated by `;` or `,`, but for those inside quotes. */
function parts(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"|[^;,"])+/g)].map(([part]) => part.trim()).filter((part) => part !== '')
}
