import path from 'node:path'
import { encoderOf } from '#engine/catalog/charset.ts'
import type { TaskActivity } from '#engine/catalog/host.ts'
import { reversed } from './reversed.ts'

interface Properties {
  from: string
  separator: string
  charset: string
}

const reverse: TaskActivity<Properties> = async ({ from, separator, charset }, host) => {
  const local = path.join(await host.sandbox.ownFolder(), 'rows')
  await host.files.fetchTo(from, local)
  const ending = Buffer.from(encoderOf(charset)(separator))
  const { uri } = await host.files.put(`reversed${path.extname(from)}`, reversed(local, ending))
  return { state: 'SUCCESS', outputs: { uri } }
}

export default reverse
