import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import { postgresAnswers, postgresUrl, preparePostgres, spawnPostgres } from '#server/launcher/postgres.ts'
import {
  findTemporal,
  spawnTemporal,
  temporalPort,
  temporalServes,
} from '#server/launcher/temporal-server.ts'
import { until } from './until.ts'

export interface Services {
  postgresUrl: string
  temporalAddress: string
  stop: () => Promise<void>
}

/** Those that the environment names, or a Postgres and a Temporal of the tests' own, stopped at the end. */
export async function servicesForTests(): Promise<Services> {
  const { TEST_POSTGRES_URL, TEST_TEMPORAL_ADDRESS } = process.env
  if (TEST_POSTGRES_URL && TEST_TEMPORAL_ADDRESS) {
    return {
      postgresUrl: TEST_POSTGRES_URL,
      temporalAddress: TEST_TEMPORAL_ADDRESS,
      stop: async () => undefined,
    }
  }
  const home = path.resolve('.formwork')
  const test = path.join(home, 'test')
  const place = await preparePostgres(test)
  const port = await temporalPort(test)
  const address = `127.0.0.1:${port}`
  const program = await findTemporal(home, { say: console.log })
  // The tests' data may be lost at a power cut.
  const children = [
    (await postgresAnswers(place))
      ? undefined
      : spawnPostgres(place, ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
    (await temporalServes(address)) ? undefined : spawnTemporal(program, { home: test, port }),
  ]
  await until(() => postgresAnswers(place), 'Postgres answers')
  await until(() => temporalServes(address), 'Temporal serves')
  return {
    postgresUrl: postgresUrl(place, 'postgres'),
    temporalAddress: address,
    stop: async () => void (await Promise.all(children.map(end))),
  }
}

function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGINT')
  })
}
