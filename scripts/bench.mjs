// Measures the built product beside plain Temporal and writes docs/performance.md.
import { spawnSync } from 'node:child_process'
import { build, checkNode, generate, install } from './prepare.mjs'

checkNode()
install()
generate()
build()
const done = spawnSync(process.execPath, ['--import', 'tsx', 'tests/bench/bench.ts'], { stdio: 'inherit' })
process.exit(done.status ?? 1)
