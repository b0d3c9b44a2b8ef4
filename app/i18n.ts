import { getRequestConfig } from 'next-intl/server'
import { viewer } from './_frame/viewer.ts'

/** English only for now; the time zone is the reader's. */
export default getRequestConfig(async () => {
  const person = await viewer()
  return {
    locale: 'en',
    timeZone: person?.timeZone ?? 'UTC',
    now: new Date(),
    messages: (await import('../messages/en.json')).default,
  }
})
