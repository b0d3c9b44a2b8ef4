/** A token without its text. Instants are ISO 8601 in UTC. */
export interface TokenView {
  id: string
  name: string
  description: string
  /** First characters of the token. */
  prefix: string
  iat: string
  exp?: string
  lastUsed?: string
  /** Whether each use puts the end off by its age. */
  extended: boolean
  expired: boolean
  /** What it is narrowed to; absent: all that its owner holds. */
  permissions?: string[]
  namespace?: string
}

export interface TokenList {
  results: TokenView[]
  total: number
}

/** A token that was made. Its text is in this answer and nowhere else. */
export interface MadeToken extends TokenView {
  fullToken: string
}
