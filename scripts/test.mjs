// Everything, from a fresh clone: checks, unit and golden tests, verbs and workflows on real servers, stories in a real browser.
// `npm test -- PATTERN` runs the tests whose path has the pattern. The last line is "N passed, N failed".
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { build, checkNode, generate, install } from './prepare.mjs'

checkNode()
install()
generate()
const { runChecks } = await import('./check.mjs')
const { browser, sandbox } = await import('./tools.mjs')
const patterns = process.argv.slice(2)
const isStory = (pattern) => pattern.includes('e2e')
const results = 'test-results'
mkdirSync(results, { recursive: true })

const total = { passed: 0, failed: 0 }
const add = ({ passed, failed }) => {
  total.passed += passed
  total.failed += failed
}

sandbox()
if (!patterns.length) add(await runChecks())
if (!patterns.length || !patterns.every(isStory))
  add(await vitest(patterns.filter((pattern) => !isStory(pattern))))
if (!patterns.length || patterns.some(isStory)) {
  build()
  add(await playwright(patterns.filter(isStory)))
}
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed ? 1 : 0)

async function vitest(filters) {
  const file = `${results}/vitest.json`
  rmSync(file, { force: true })
  const code = await run([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...filters,
  ])
  const report = read(file)
  // a file that cannot be loaded, or an error outside a test, is a failure too
  const broken =
    report?.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
    ).length ?? 0
  const failed = (report?.numFailedTests ?? 0) + broken
  return { passed: report?.numPassedTests ?? 0, failed: failed || (code === 0 ? 0 : 1) }
}

async function playwright(filters) {
  const file = `${results}/stories.json`
  rmSync(file, { force: true })
  const environment = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROMIUM_PATH: browser() ?? '' }
  const code = await run(['node_modules/@playwright/test/cli.js', 'test', ...filters], environment)
  const stats = read(file)?.stats
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0)
  return { passed: stats?.expected ?? 0, failed: failed || (code === 0 ? 0 : 1) }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function run(args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...environment } })
    child.on('close', resolve)
  })
}
