import type { TaskActivity } from '#engine/catalog/host.ts'
import { runShellScript } from '#engine/catalog/script.ts'
import type { ScriptProperties } from '#engine/catalog/script-properties.ts'

const run: TaskActivity<ScriptProperties> = (properties, host) => runShellScript(properties, host)

export default run
