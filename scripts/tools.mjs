// What the tests need beside npm's packages: a browser and the sandbox of scripts. Puts them there where that may be done.
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

/** The sandbox that scripts run in. */
export function sandbox() {
  if (there('bwrap')) return
  debian('bubblewrap')
  if (!there('bwrap'))
    fail('The tests need bubblewrap: install it (Debian: apt-get install bubblewrap) and run them again.')
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
