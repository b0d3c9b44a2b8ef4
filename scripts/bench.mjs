// Measures the built product beside plain Temporal and writes docs/performance.md; `scale`: how large runs behave.
import { spawnSync } from 'node:child_process'
import { build, checkNode, generate, install } from './prepare.mjs'
import { browser, scriptTools } from './tools.mjs'

checkNode()
install()
generate()
build()
scriptTools()
const program = process.argv[2] === 'scale' ? 'scale' : 'bench'
const done = spawnSync(process.execPath, ['--import', 'tsx', `tests/bench/${program}.ts`], {
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: browser() ?? '' },
})
process.exit(done.status ?? 1)
