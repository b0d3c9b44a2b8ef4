import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** Somebody whom the provider knows; `sub` and what it says of them. */
export type AccountForTests = { sub: string } & Record<string, unknown>

/** A real OpenID provider on this machine. Whoever comes is signed in as the account of the moment, or on a page of its own. */
export interface OidcServer {
  issuer: string
  clientId: string
  clientSecret: string
  accounts: Map<string, AccountForTests>
  /** Who is signed in next; undefined: the person cancels; `asks`: a page asks who it is. */
  as?: string
  /** How they are said to have proved who they are. */
  amr?: string[]
  stop(): Promise<void>
}

function makeProvider(server: OidcServer, redirectUris: string[]): Provider {
  return new Provider(server.issuer, {
    clients: [
      { client_id: server.clientId, client_secret: server.clientSecret, redirect_uris: redirectUris },
    ],
    claims: {
      openid: ['sub', 'amr'],
      email: ['email', 'email_verified'],
      profile: ['name', 'groups', 'boss'],
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['only for tests'] },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => {
      const account = server.accounts.get(sub)
      return account && { accountId: sub, claims: () => account }
    },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    renderError: (context, out) => {
      context.type = 'json'
      context.body = out
    },
  })
}

const page = `<!doctype html><html lang="en"><title>Provider</title><main><h1>Provider of the tests</h1>
<form method="post"><label>Account <input name="account"></label><button>Go on</button><button name="cancel" value="1">Cancel</button></form></main></html>`

type Exchange = [IncomingMessage, ServerResponse]

/** Who it is by the page's form; undefined: they cancelled. Somebody whom it does not know yet is made. */
async function fromForm(server: OidcServer, request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const form = new URLSearchParams(Buffer.concat(chunks).toString())
  const account = form.get('account') ?? ''
  if (form.has('cancel')) return undefined
  const [first = ''] = account.split('@')
  const made = { sub: account, email: account, email_verified: true, name: `${first} of the provider` }
  server.accounts.set(account, server.accounts.get(account) ?? made)
  return account
}

/** Answers the provider's questions: who it is, and that we may know it. Nobody is remembered. */
async function answer(provider: Provider, server: OidcServer, [request, response]: Exchange): Promise<void> {
  if (server.as === 'asks' && request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    return
  }
  const accountId = server.as === 'asks' ? await fromForm(server, request) : server.as
  if (accountId === undefined) {
    await provider.interactionFinished(request, response, { error: 'access_denied' })
    return
  }
  const { params } = await provider.interactionDetails(request, response)
  const grant = new provider.Grant({ accountId, clientId: server.clientId })
  grant.addOIDCScope(String(params.scope))
  await provider.interactionFinished(request, response, {
    login: { accountId, remember: false, amr: server.amr },
    consent: { grantId: await grant.save() },
  })
}

const listening = (server: Server, port: number) =>
  new Promise<number>((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port)
    })
  })

/** Starts a provider that sends people back to these addresses; where they are not known yet, `open` says them later. */
export async function startOidcServer(
  redirectUris?: string[],
): Promise<OidcServer & { open(redirectUris: string[]): void }> {
  const http = createServer()
  const port = await listening(http, 0)
  const server: OidcServer = {
    issuer: `http://127.0.0.1:${port}`,
    clientId: 'formwork',
    clientSecret: 'secret of the tests',
    accounts: new Map(),
    stop: () =>
      new Promise((resolve) => {
        http.close(() => {
          resolve()
        })
        http.closeAllConnections()
      }),
  }
  function open(uris: string[]) {
    const provider = makeProvider(server, uris)
    const handle = provider.callback()
    http.on('request', (request, response) => {
      // browsers ask for it by themselves
      if (request.url === '/favicon.ico') {
        response.writeHead(204).end()
        return
      }
      if (request.url?.startsWith('/interaction/')) {
        answer(provider, server, [request, response]).catch((error: unknown) => {
          response.writeHead(500).end(String(error))
        })
        return
      }
      void handle(request, response)
    })
  }
  if (redirectUris) open(redirectUris)
  return Object.assign(server, { open })
}
