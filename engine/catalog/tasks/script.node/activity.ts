import type { TaskActivity } from '#engine/catalog/host.ts'
import { runScript } from '#engine/catalog/script.ts'
import type { ScriptProperties } from '#engine/catalog/script-properties.ts'

const run: TaskActivity<ScriptProperties> = (properties, host) =>
  runScript({ command: ['node'], file: 'script.js' }, properties, host)

export default run
