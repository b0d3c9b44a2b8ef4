import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the next token says; it is asked with the nonce that the way began with. */
export type Forgery = (honest: Record<string, unknown>) => {
  claims: Record<string, unknown>
  header?: Record<string, unknown>
  /** Signs with a key that is not among the published ones. */
  foreignKey?: boolean
}

/** A provider that answers whatever a test wants, signed as a real one's: no real provider makes wrong tokens. */
export interface DishonestIssuer {
  issuer: string
  clientId: string
  forge: Forgery
  /** Of its own description; what is absent stays. */
  describe: Record<string, unknown>
  /** What it publishes as keys; absent: its own. */
  keys?: unknown
  stop(): Promise<void>
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function token(header: object, claims: object, key: KeyObject): string {
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

export async function startDishonestIssuer(): Promise<DishonestIssuer> {
  const [own, foreign] = [pair(), pair()]
  const http = createServer()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const made: DishonestIssuer = {
    issuer,
    clientId: 'formwork',
    describe: {},
    forge: (claims) => ({ claims }),
    stop: () => new Promise((resolve) => http.close(() => void resolve())),
  }
  const description = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    ...made.describe,
  })
  // the code that it gives is the nonce
  const tokenFor = (nonce: string) => {
    const now = Math.floor(Date.now() / 1000)
    const honest = {
      iss: issuer,
      sub: 'mallory',
      aud: made.clientId,
      iat: now,
      exp: now + 300,
      nonce,
      email: 'mallory@evil.example',
      email_verified: true,
      name: 'Mallory',
    }
    const { claims, header = { alg: 'RS256', kid: 'own' }, foreignKey } = made.forge(honest)
    return token(header, claims, (foreignKey ? foreign : own).privateKey)
  }
  http.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/.well-known/openid-configuration') {
      json(response, description())
      return
    }
    if (url.pathname === '/keys') {
      const key = { ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }
      json(response, made.keys ?? { keys: [key] })
      return
    }
    if (url.pathname === '/authorize') {
      const to = new URL(url.searchParams.get('redirect_uri') ?? issuer)
      to.searchParams.set('state', url.searchParams.get('state') ?? '')
      to.searchParams.set('code', url.searchParams.get('nonce') ?? '')
      response.writeHead(302, { location: to.href }).end()
      return
    }
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const nonce = new URLSearchParams(body).get('code') ?? ''
      json(response, { access_token: 'x', token_type: 'bearer', id_token: tokenFor(nonce) })
    })
  })
  return made
}
