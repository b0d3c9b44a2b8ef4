import { signedIdOf, tokenFor } from '#server/secrets/signed-id.ts'

const use = 'formwork decision link'

/** Where the link leads, below the product's own address. */
export function pathOfLink(id: string): string {
  return `/decide/${tokenFor(use, id)}`
}

/** Id of the link that a token names; undefined: it is none of ours. */
export function linkIdOf(token: string): string | undefined {
  return signedIdOf(use, token)
}
