import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { differences, type Kind } from '../conformance/differences.ts'
import { areThere, folder, given } from '../conformance/facts.ts'
import { startProduct, type Product } from '../harness/product.ts'
import { expect, test } from './story.ts'

// A product of its own: facts count executions and delete them, and need secrets and variables of the environment.

interface Result {
  id: string
  kind: Kind
  outcome: 'passed' | 'failed' | 'skipped'
  detail?: string
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const inLines = (text: string) => base64(text).replaceAll(/.{76}/g, '$&\n')

const environment = {
  SEED: 'none',
  SECRET_MY_SECRET: base64('{"secretKey":"secretValue"}'),
  SECRET_WEBHOOK_KEY: base64('secretKey'),
  SECRET_NEW_LINE: inLines('passwordveryveryveyrlong'.repeat(5)),
  KESTRA_TEST1: 'true',
  KESTRA_TEST2: 'Pass by env',
  FORMWORK_GLOBALS: JSON.stringify({ string: 'string', int: 1, bool: true, nested: { int: 2 } }),
}

const file = 'test-results/conformance.json'

/** Plays all facts by REST; what the player prints is shown where a fact fails. */
function play({ url, adminEmail, adminPassword }: Product): Promise<string> {
  const args = [
    '--cases',
    given,
    '--have',
    'encryption,secrets,env,globals',
    '--typed',
    'ion',
    // some facts are about seconds: with more of them at a time two cores are late
    '--concurrency',
    '4',
    '--json',
    file,
  ]
  const env = { ...process.env, BASE: `${url}/api/v1`, USER_NAME: adminEmail, PASSWORD: adminPassword }
  return new Promise((resolve) => {
    const options = { env, maxBuffer: 1 << 26 }
    execFile(process.execPath, [join(folder, 'run.mjs'), ...args], options, (_, said) => resolve(said))
  })
}

let results: Result[] = []
let said = ''

// A checkout without the facts beside it plays none.
const describe = areThere ? test.describe : () => undefined

describe('facts about the language, by REST', () => {
  test.beforeAll(async () => {
    test.setTimeout(600_000)
    mkdirSync('test-results', { recursive: true })
    const product = await startProduct(environment)
    try {
      said = await play(product)
    } finally {
      await product.stop()
    }
    results = (JSON.parse(readFileSync(file, 'utf8')) as { results: Result[] }).results
    console.log(said.trim().split('\n').at(-1))
  })

  for (const kind of ['expressions', 'flows', 'graphs', 'validation'] as const) {
    test(`${kind}: only those fail that are listed with a reason`, () => {
      const failed = results.filter((one) => one.kind === kind && one.outcome === 'failed')
      expect(failed.map(({ id }) => id).sort(), said).toEqual(differences(kind))
      expect(results.filter((one) => one.kind === kind).length).toBeGreaterThan(0)
    })
  }
})
