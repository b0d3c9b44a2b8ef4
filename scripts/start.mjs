// The one command: makes the checkout ready and hands over to the launcher. `--dev` serves with reload.
import { spawn } from 'node:child_process'
import { build, checkNode, generate, install } from './prepare.mjs'

checkNode()
const dev = process.argv.includes('--dev')
install()
generate()
if (!dev) build()

const launcher = spawn(
  process.execPath,
  ['--import', 'tsx', 'server/launcher.ts', ...(dev ? ['--dev'] : [])],
  { stdio: 'inherit' },
)
// The terminal gives Ctrl-C to the launcher too; this process only waits for its end.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => launcher.kill('SIGTERM'))
launcher.on('exit', (code) => process.exit(code ?? 1))
