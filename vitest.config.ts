import { defineConfig } from 'vitest/config'

const pure = [
  'engine/**/*.test.{ts,tsx}',
  'components/**/*.test.{ts,tsx}',
  'app/**/*.test.{ts,tsx}',
  'tests/conformance/**/*.test.ts',
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
        // What they load keeps nothing: a process loads it once for all its files.
        test: { name: 'pure', include: pure, exclude: [...database, ...outside], isolate: false },
      },
      {
        extends: true,
        // Modules of the server keep the settings that they have read.
        test: { name: 'server', include: ['server/**/*.test.ts'], exclude: [...database, ...outside] },
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
