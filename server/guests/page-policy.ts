import { env } from '#server/env.ts'
import { findDoor } from './public-door.ts'

/** What the policy of a page for outsiders leaves open beside what every page does. */
export interface PagePolicy {
  /** Pages that may show it in a frame; absent: none. */
  ancestors?: readonly string[]
  /** Origins of the service that tells people from programs: its frame and its calls. */
  captcha?: readonly string[]
}

/** The policy of `/embed/{id}`: exactly the pages that the app names. Of `/public/{id}`: the captcha, where there is one. */
export async function policyOf(pathname: string): Promise<PagePolicy> {
  const [, kind, id = ''] = pathname.split('/')
  const { FORMWORK_CAPTCHA: setting } = env()
  const captcha = setting ? [new URL(setting.scriptUrl).origin] : undefined
  if (kind !== 'embed') return { captcha }
  const door = await findDoor(id)
  return { captcha, ancestors: door?.app.embed?.origins }
}
