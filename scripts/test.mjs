// Everything, from a fresh clone: checks, unit and golden tests, verbs and workflows on real servers, stories in a real browser.
// `npm test -- PATTERN` runs the tests whose path has the pattern. The last line is "N passed, N failed", and how many
// were skipped where a peer cannot be had.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { failedStories, failedTests } from './failures.mjs'
import { build, checkNode, fail, generate, install } from './prepare.mjs'

checkNode()
install()
generate()
const { runChecks } = await import('./check.mjs')
const { browser, scriptTools } = await import('./tools.mjs')
const patterns = process.argv.slice(2)
const isStory = (pattern) => pattern.includes('e2e')
const results = 'test-results'
mkdirSync(results, { recursive: true })

const total = { passed: 0, failed: 0, skipped: 0 }
/** What failed, said once more at the end: a log of an hour is not searched for it. @type {string[]} */
const failures = []
const add = ({ passed, failed, skipped = 0 }) => {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

const missing = scriptTools()
if (missing.length)
  fail(
    `The tests need ${missing.join(' and ')}: install (Debian: apt-get install ${missing.join(' ')}) and run them again.`,
  )
if (!patterns.length) {
  const checks = await runChecks()
  failures.push(...checks.names.map((name) => `check ${name}`))
  add(checks)
}
if (!patterns.length || !patterns.every(isStory))
  add(await vitest(patterns.filter((pattern) => !isStory(pattern))))
if (!patterns.length || patterns.some(isStory)) {
  build()
  add(await playwright(patterns.filter(isStory)))
}
if (failures.length) console.log(`\nFailed:\n${failures.join('\n')}\n`)
const skipped = total.skipped ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
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
  failures.push(...failedTests(report))
  return { passed: report?.numPassedTests ?? 0, failed: failed || (code === 0 ? 0 : 1) }
}

/** Each project has a product of its own; a part is played one story at a time. */
async function playwright(filters) {
  const all = { passed: 0, failed: 0, skipped: 0 }
  const projects = filters.length ? ['--workers=1'] : ['--project=alone', '--project=side by side']
  for (const project of projects) {
    const part = await stories([project, ...filters])
    for (const key of Object.keys(all)) all[key] += part[key]
  }
  return all
}

async function stories(args) {
  const file = `${results}/stories.json`
  rmSync(file, { force: true })
  const environment = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROMIUM_PATH: browser() ?? '' }
  const code = await run(['node_modules/@playwright/test/cli.js', 'test', ...args], environment)
  const report = read(file)
  failures.push(...failedStories(report))
  const stats = report?.stats
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0)
  return {
    passed: stats?.expected ?? 0,
    failed: failed || (code === 0 ? 0 : 1),
    skipped: stats?.skipped ?? 0,
  }
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
