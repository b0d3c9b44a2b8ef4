// What is needed beside npm's packages: the sandbox of scripts, and a browser for the tests. Puts them there where that may be done.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fail } from './prepare.mjs'

const there = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

/** Path of a Chromium; installs Debian's where this process may, else Playwright's own. */
export function browser() {
  const known = () =>
    ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
      existsSync(path),
    )
  if (known()) return known()
  debian('chromium')
  if (known()) return known()
  if (spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit' }).status === 0)
    return undefined
  return fail('The tests need Chromium: install it (Debian: apt-get install chromium) and run them again.')
}

/** What script tasks need, by Debian's package. In the sandbox there are no programs but those of the system. */
const forScripts = {
  bubblewrap: () => there('bwrap'),
  python3: () => ['/usr/local/bin', '/usr/bin', '/bin'].some((folder) => existsSync(`${folder}/python3`)),
}

/**
 * The sandbox that scripts run in, and the language of most of them.
 * @returns the packages that are missing all the same
 */
export function scriptTools() {
  const missing = () => Object.keys(forScripts).filter((name) => !forScripts[name]())
  for (const name of missing()) debian(name)
  return missing()
}

let updated = false

function debian(name) {
  if (!there('apt-get') || process.getuid() !== 0) return
  console.log(`Installing ${name}`)
  if (!updated) spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' })
  updated = true
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
