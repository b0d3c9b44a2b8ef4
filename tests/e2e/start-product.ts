import { startProduct } from '../harness/product.ts'

/**
 * One product for all stories; what they need to know of it goes by the environment.
 * Where that names one already, as while one writes stories, it is taken as it is.
 */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env.STORY_URL) return () => Promise.resolve()
  const product = await startProduct()
  Object.assign(process.env, {
    STORY_URL: product.url,
    STORY_HOME: product.home,
    STORY_ADMIN_EMAIL: product.adminEmail,
    STORY_ADMIN_PASSWORD: product.adminPassword,
    STORY_DEMO_PASSWORD: product.demoPassword,
  })
  return product.stop
}
