import { defineConfig } from 'vitest/config'

const pure = [
  'engine/**/*.test.{ts,tsx}',
  'server/**/*.test.ts',
  'components/**/*.test.{ts,tsx}',
  'app/**/*.test.{ts,tsx}',
  'tests/unit/**/*.test.ts',
]
const database = ['**/*.db.test.ts', '**/*.run.test.ts']
const outside = ['node_modules/**', '.next/**', '.formwork/**', 'tests/e2e/**']

export default defineConfig({
  test: {
    // An odd zone: nothing may depend on the machine's.
    env: { TZ: 'Pacific/Chatham' },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, exclude: [...database, ...outside] },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: database,
          exclude: outside,
          globalSetup: ['tests/harness/global-setup.ts'],
          setupFiles: ['tests/harness/database.ts'],
        },
      },
    ],
  },
})
