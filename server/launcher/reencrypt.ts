import { disconnect } from '#server/db.ts'
import { reencrypt } from '#server/secrets/reencrypt.ts'

const { secrets, keys, unreadable } = await reencrypt()
await disconnect()
if (secrets + keys > 0)
  process.stdout.write(
    `Encrypted ${secrets} secrets and ${keys} values of the key-value store with the new key\n`,
  )
if (unreadable.length > 0)
  process.stdout.write(
    `Nobody can read these, for their key is in neither FORMWORK_SECRET_KEY nor FORMWORK_OLD_SECRET_KEYS: ${unreadable.slice(0, 20).join(', ')}\n`,
  )
