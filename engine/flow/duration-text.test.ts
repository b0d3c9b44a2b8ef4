import { expect, it } from 'vitest'
import { durationText } from './duration-text.ts'

it.each([
  ['PT90M', 'en', '1 hour 30 minutes'],
  ['P1W', 'de', '7 Tage'],
  ['P1DT1S', 'en', '1 day 1 second'],
  ['PT0.5S', 'de', '0,5 Sekunden'],
  ['PT0S', 'en', '0 seconds'],
  ['PT1M0.1S', 'en', '1 minute 0.1 seconds'],
  ['-PT1H', 'en', '-PT1H'],
  ['soon', 'en', 'soon'],
])('%s in %s is %s', (iso, locale, expected) => {
  expect(durationText(iso, locale)).toBe(expected)
})
