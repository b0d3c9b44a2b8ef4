import type { Locale as OurLocale } from '#server/languages/languages.ts'
import type messages from '../messages/en.json'

declare module 'next-intl' {
  interface AppConfig {
    Locale: OurLocale
    Messages: typeof messages
  }
}
