import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js'
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'

// Recorded by `RECORD_HISTORIES=1 npx vitest run tests/bench/limits/record-histories`; those of a release stay.
const folder = new URL('.', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
let workflowBundle: WorkflowBundle

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') })
  const workflowsPath = fileURLToPath(new URL('../run-flow.ts', import.meta.url))
  workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })
})

it('there are histories of every kind of run', () => {
  const kinds = new Set(names.map((name) => name.replace(/-\d+\.json$/, '')))
  expect(kinds).toEqual(new Set(['approval', 'failing', 'killed', 'mixed']))
})

it.each(names)('%s replays with the present code', async (name) => {
  const history = historyFromJSON(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
  await Worker.runReplayHistory({ workflowBundle }, history, 'replayed')
})
