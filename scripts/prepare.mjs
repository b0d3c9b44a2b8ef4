// Makes a checkout ready: packages, generated code, the built web. Each step runs only when what it is made from has changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const least = [20, 19]

/** Ends with one line where this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > least[0] || (major === least[0] && minor >= least[1])) return
  fail(`Formwork needs Node ${least.join('.')} or later; this is ${process.versions.node}.`)
}

export function fail(message) {
  console.error(`formwork: ${message}`)
  process.exit(1)
}

/** Installs the packages of the lock file. */
export function install() {
  once('node_modules/.formwork-installed', ['package-lock.json', 'package.json'], () => {
    console.log('Installing the packages')
    run(
      'npm',
      ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
      'The packages could not be installed. Is the npm registry reachable?',
    )
  })
}

/** Generates the database client and the catalog's tables. */
export function generate() {
  once('generated/.prisma-made', ['prisma/schema', 'prisma.config.ts', 'package-lock.json'], () =>
    run(
      'node',
      ['node_modules/prisma/build/index.js', 'generate'],
      'The database client could not be generated.',
    ),
  )
  run('node', ['scripts/gen.mjs'], 'The catalog could not be generated.')
}

/** Builds the web. */
export function build() {
  const sources = [
    'app',
    'components',
    'engine',
    'server',
    'messages',
    'public',
    'generated',
    'next.config.ts',
    'postcss.config.mjs',
    'proxy.ts',
    'i18n',
    'package-lock.json',
  ]
  once('.next/formwork-built', sources, () => {
    console.log('Building (about half a minute, only after changes)')
    run('node', ['node_modules/next/dist/bin/next', 'build'], 'The web could not be built.', {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    })
  })
}

function once(stamp, sources, make) {
  const now = hashOf(sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  make()
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, hashOf(sources))
}

function hashOf(sources) {
  const hash = createHash('sha256')
  for (const source of sources)
    for (const file of filesOf(source)) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

function filesOf(source) {
  if (!existsSync(source)) return []
  const entries = (() => {
    try {
      return readdirSync(source, { recursive: true, withFileTypes: true })
    } catch (error) {
      if (error.code === 'ENOTDIR') return undefined
      throw error
    }
  })()
  if (!entries) return [source]
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

function run(command, args, problem, environment = {}) {
  const done = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    maxBuffer: 1 << 26,
  })
  if (done.status === 0) return
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim().split('\n').slice(-25).join('\n')
  fail(`${problem}\n${said || done.error?.message}`)
}
