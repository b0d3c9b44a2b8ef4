import { disconnect } from '#server/db.ts'
import { launcherEnv, settle } from '#server/env.ts'
import { keysFor } from '#server/launcher/keys.ts'
import { ensureDatabase, postgresAnswers, preparePostgres, spawnPostgres } from '#server/launcher/postgres.ts'
import { reportOf } from './report.ts'
import { verifyAudit, type VerifyOptions } from './verify.ts'

const startMs = 60_000

/** The embedded database as it runs, or one that is started for this look. */
async function embedded(home: string): Promise<{ url: string; stop(): Promise<void> }> {
  const place = await preparePostgres(home)
  if (await postgresAnswers(place))
    return { url: await ensureDatabase(place, 'formwork'), stop: async () => undefined }
  const child = spawnPostgres(place)
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.kill('SIGINT')
    })
  for (const end = Date.now() + startMs; !(await postgresAnswers(place));) {
    if (Date.now() > end) {
      await stop()
      throw new Error('The embedded database does not start.')
    }
    await new Promise((next) => setTimeout(next, 100))
  }
  return { url: await ensureDatabase(place, 'formwork'), stop }
}

/** `--checkpoint=12:9f86d0…`, as an earlier report said it. @throws Error for anything else */
function optionsOf(args: readonly string[]): VerifyOptions {
  const [first, ...more] = args
  if (first === undefined) return {}
  const [, number, hash] = /^--checkpoint=(\d{1,9}):([0-9a-f]{64})$/.exec(first) ?? []
  if (number === undefined || hash === undefined || more.length > 0)
    throw new Error('Usage: npm run audit:verify [-- --checkpoint=NUMBER:HASH]')
  return { expected: { number: Number(number), hash } }
}

/** @returns exit code: 0 whole, 1 not, 2 it could not be looked at */
async function main(): Promise<number> {
  try {
    const options = optionsOf(process.argv.slice(2))
    const settings = launcherEnv()
    const { DATABASE_URL, FORMWORK_HOME } = settings
    const keys = keysFor(settings)
    const database = DATABASE_URL ? { url: DATABASE_URL, stop: undefined } : await embedded(FORMWORK_HOME)
    settle({
      DATABASE_URL: database.url,
      FORMWORK_SECRET_KEY: keys.current,
      FORMWORK_OLD_SECRET_KEYS: keys.old.join(','),
    })
    try {
      const verdict = await verifyAudit(options)
      process.stdout.write(`${reportOf(verdict).join('\n')}\n`)
      return verdict.findings.length === 0 ? 0 : 1
    } finally {
      await disconnect()
      await database.stop?.()
    }
  } catch (error) {
    process.stderr.write(`formwork: ${(error as Error).message}\n`)
    return 2
  }
}

process.exit(await main())
