import { GET as begin } from '#app/api/auth/single-sign-on/[provider]/route.ts'
import { GET as callback } from '#app/api/auth/single-sign-on/[provider]/callback/route.ts'

const site = 'http://localhost:3000'

type Jar = Map<string, string>

function keep(jar: Jar, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const pair = line.split(';')[0] ?? ''
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }
}

const sent = (jar: Jar) => ({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') })

/** Where an answer leads. */
export const whereTo = (response: Response) => response.headers.get('location') ?? ''

/** A browser that plays the way to a provider and back against the product's own routes. */
export class OidcBrowser {
  readonly jar: Jar = new Map()

  get headers(): { cookie: string } {
    return sent(this.jar)
  }

  /** Keeps an answer's cookies. */
  keep(response: Response): void {
    keep(this.jar, response)
  }

  /** Clicks the provider's button. */
  async begin(provider: string, next = '/inbox'): Promise<Response> {
    const query = new URLSearchParams({ next }).toString()
    const request = new Request(`${site}/api/auth/single-sign-on/${provider}?${query}`, {
      headers: this.headers,
    })
    const response = await begin(request, { params: Promise.resolve({ provider }) })
    this.keep(response)
    return response
  }

  /** Goes through the provider's pages. @returns the address that it sends back to */
  async throughProvider(url: string): Promise<URL> {
    const jar: Jar = new Map()
    let at = url
    for (let hops = 0; hops < 10; hops++) {
      const response = await fetch(at, { redirect: 'manual', headers: sent(jar) })
      keep(jar, response)
      const location = whereTo(response)
      if (location === '') throw new Error(`The provider stays at ${at}: ${await response.text()}`)
      at = new URL(location, at).href
      if (at.startsWith(site)) return new URL(at)
    }
    throw new Error(`The provider does not come to an end: ${at}`)
  }

  /** Comes back to the product. */
  async comeBack(address: URL): Promise<Response> {
    const provider = address.pathname.split('/').at(-2) ?? ''
    const request = new Request(address, { headers: this.headers })
    const response = await callback(request, { params: Promise.resolve({ provider }) })
    this.keep(response)
    return response
  }

  /** The whole way. @returns the product's answer */
  async signIn(provider: string, next?: string): Promise<Response> {
    const begun = await this.begin(provider, next)
    return this.comeBack(await this.throughProvider(whereTo(begun)))
  }
}
