import { startOidcServer, type OidcServer } from '../harness/oidc-server.ts'
import { startProduct } from '../harness/product.ts'

/**
 * One product for all stories; what they need to know of it goes by the environment.
 * Where that names one already, as while one writes stories, it is taken as it is.
 */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env.STORY_URL) return () => Promise.resolve()
  const provider = await startOidcServer()
  const product = await startProduct({ FORMWORK_OIDC: providerSetting(provider) })
  provider.as = 'asks'
  provider.open([`${product.url}/api/auth/single-sign-on/example/callback`])
  Object.assign(process.env, {
    STORY_URL: product.url,
    STORY_HOME: product.home,
    STORY_ADMIN_EMAIL: product.adminEmail,
    STORY_ADMIN_PASSWORD: product.adminPassword,
    STORY_DEMO_PASSWORD: product.demoPassword,
  })
  return async () => {
    await product.stop()
    await provider.stop()
  }
}

/** Not trusted: whoever has an account here already links it themselves. */
function providerSetting({ issuer, clientId, clientSecret }: OidcServer): string {
  return JSON.stringify([{ id: 'example', name: 'Example', issuer, clientId, clientSecret }])
}
