import type { TaskActivity } from '#engine/catalog/host.ts'
import { runScript } from '#engine/catalog/script.ts'
import type { ScriptProperties } from '#engine/catalog/script-properties.ts'

const run: TaskActivity<ScriptProperties> = (properties, host) =>
  runScript({ command: ['/bin/sh', '-e'], file: 'script.sh' }, properties, host)

export default run
