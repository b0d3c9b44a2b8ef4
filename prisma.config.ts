import { defineConfig } from 'prisma/config'

// `generate` needs no schema engine and migrations go through the WebAssembly one: this stops the download of the binary.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
