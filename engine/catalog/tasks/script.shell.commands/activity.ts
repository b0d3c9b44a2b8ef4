import type { TaskActivity } from '#engine/catalog/host.ts'
import { runCommands } from '#engine/catalog/script.ts'
import type { CommandsProperties } from '#engine/catalog/script-properties.ts'

const run: TaskActivity<CommandsProperties> = (properties, host) => runCommands(properties, host)

export default run
