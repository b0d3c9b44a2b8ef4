// The one command: makes the checkout ready and hands over to the launcher. `--dev` serves with reload.
import { spawn } from 'node:child_process'
import { build, checkNode, generate, install } from './prepare.mjs'
import { scriptTools } from './tools.mjs'

checkNode()
const dev = process.argv.includes('--dev')
install()
generate()
if (!dev) build()
const missing = scriptTools()
if (missing.length)
  console.warn(
    `formwork: script tasks fail until ${missing.join(' and ')} can be found (Debian: apt-get install ${missing.join(' ')}).`,
  )

const launcher = spawn(
  process.execPath,
  ['--import', 'tsx', 'server/launcher.ts', ...(dev ? ['--dev'] : [])],
  { stdio: 'inherit' },
)
// The terminal gives Ctrl-C to the launcher too; this process only waits for its end.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => launcher.kill(signal))
launcher.on('exit', (code) => process.exit(code ?? 1))
