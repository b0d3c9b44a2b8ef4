// The checks that need no services: types, lint, format, imports, dead code, the house. `node scripts/check.mjs [name …]`
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const house = '../shared/checks/house.mjs'

/** @type {{ name: string, command: string[] }[]} */
const checks = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'] },
  { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'] },
  {
    name: 'format',
    command: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  },
  {
    name: 'imports',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--output-type',
      'err',
      'app',
      'cli',
      'components',
      'engine',
      'server',
      'proxy.ts',
    ],
  },
  { name: 'dead code', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  ...(existsSync(house) ? [{ name: 'house', command: [house] }] : []),
]

/**
 * Runs the checks, two at a time, and prints what each that failed has to say.
 * @returns how many passed and failed, and the names of those that failed
 */
export async function runChecks(names = []) {
  const wanted = checks.filter(({ name }) => !names.length || names.includes(name))
  const count = { passed: 0, failed: 0, names: [] }
  const queue = [...wanted]
  const work = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      const began = Date.now()
      const { code, said } = await run(check.command)
      console.log(`${code === 0 ? '✓' : '✗'} ${check.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
      if (code === 0) count.passed++
      else {
        count.failed++
        count.names.push(check.name)
        console.log(said.trim().split('\n').slice(-60).join('\n'))
      }
    }
  }
  await Promise.all([work(), work()])
  return count
}

function run([script, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.on('close', (code) => resolve({ code, said }))
  })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { failed } = await runChecks(process.argv.slice(2))
  process.exit(failed ? 1 : 0)
}
