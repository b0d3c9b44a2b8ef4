import { defineConfig } from '@playwright/test'

const chromium = process.env.CHROMIUM_PATH

const stories = '**/*.story.ts'

/**
 * Those that count what waits for a person, say who decides, look at the top of a list, end a session, or are about moments; all others play
 * two at a time.
 */
const alone = [
  'access',
  'conformance',
  'early',
  'holiday',
  'incident',
  'inbox-keys',
  'invoice',
  'onboarding',
  'pictures',
  'purchase',
  'refund',
  'reject',
  'report',
  'rights',
].map((name) => `**/${name}.story.ts`)

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/start-product.ts',
  workers: 2,
  projects: [
    { name: 'alone', testMatch: alone, workers: 1, outputDir: 'test-results/stories/alone' },
    {
      name: 'side by side',
      testMatch: stories,
      testIgnore: alone,
      outputDir: 'test-results/stories/side-by-side',
    },
  ],
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: 'http://localhost',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Pacific/Chatham',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
