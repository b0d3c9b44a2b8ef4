import { existsSync } from 'node:fs'
import { launcherEnv } from '#server/env.ts'
import { addKey } from './keys.ts'

// `npm run secrets:rotate`: a new key for the secrets at rest. Running processes go on with the old one until they are started again.
const { FORMWORK_HOME: home, FORMWORK_SECRET_KEY: given } = launcherEnv()

if (given !== undefined) {
  process.stderr.write(
    'The key is set by FORMWORK_SECRET_KEY. Put its value first in FORMWORK_OLD_SECRET_KEYS, set FORMWORK_SECRET_KEY to a new one (openssl rand -base64 32), and start Formwork again: it then encrypts what is stored anew.\n',
  )
  process.exitCode = 1
} else if (!existsSync(home)) {
  process.stderr.write(`There is no data folder ${home}: start Formwork once, or set FORMWORK_HOME.\n`)
  process.exitCode = 1
} else {
  const { old } = addKey(home)
  process.stdout.write(
    `A new key stands first in ${home}/secret.key, before ${old.length} older. Start Formwork again: it then encrypts stored secrets anew, and people sign in again. Keep the older keys while executions live that read secrets, and as long as their history is to be shown; back the file up.\n`,
  )
}
