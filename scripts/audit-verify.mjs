// Checks that nothing of the audit was changed, removed or inserted behind its back, and says the first that was.
// `npm run audit:verify -- --checkpoint=NUMBER:HASH` also checks against a checkpoint that was noted down earlier.
// Ends with 0: whole, 1: not whole, 2: it could not be looked at.
import { spawnSync } from 'node:child_process'
import { checkNode, generate, install } from './prepare.mjs'

checkNode()
install()
generate()
const done = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'server/audit/verify-command.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exit(done.status ?? 2)
