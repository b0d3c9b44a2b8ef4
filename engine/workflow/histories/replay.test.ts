import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js'
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import { semantics } from '../../flow/advance/semantics.ts'

// Recorded by `RECORD_HISTORIES=1 npx vitest run tests/bench/limits/record-histories`, by number of the semantics; those of a
// release stay.
const folder = new URL('.', import.meta.url)
const numbers = readdirSync(folder).filter((name) => name.startsWith('semantics-'))
const names = numbers.flatMap((number) =>
  readdirSync(new URL(number, folder)).map((name) => `${number}/${name}`),
)
let workflowBundle: WorkflowBundle

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') })
  const workflowsPath = fileURLToPath(new URL('../run-flow.ts', import.meta.url))
  workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })
})

it.each([3, semantics])('there are histories of every kind of run under %d', (number) => {
  const kinds = names.flatMap((name) => /^semantics-(\d+)\/(\w+)-\d+\.json$/.exec(name)?.slice(1).join(' ') ?? [])
  const wanted = ['approval', 'failing', 'killed', 'mixed'].map((kind) => `${number} ${kind}`)
  expect(kinds).toEqual(expect.arrayContaining(wanted))
})

it.each(names)('%s replays with the present code', async (name) => {
  const history = historyFromJSON(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
  await Worker.runReplayHistory({ workflowBundle }, history, 'replayed')
})
