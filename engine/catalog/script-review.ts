import { isMap } from '#engine/flow/advance/entries.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Remark, Reviewed } from '#engine/flow/spec.ts'

const processRunners = [
  'io.kestra.plugin.core.runner.Process',
  'io.kestra.core.models.tasks.runners.types.ProcessTaskRunner',
  'io.kestra.core.tasks.runners.Process',
]

const sandboxed = 'a script runs in the sandbox of the worker'

/** What a script type says of a task: where it is to run, and what has no effect here. */
export function reviewScript({ properties }: Reviewed): Remark[] {
  return [
    ...reviewRunner(properties),
    ...(properties.containerImage === undefined
      ? []
      : [
          warning(
            'containerImage',
            `\`containerImage\` has no effect: ${sandboxed}, with the programs that are installed there`,
          ),
        ]),
    ...(properties.dependencies !== undefined && properties.network === false
      ? [
          warning(
            'dependencies',
            '`dependencies` are fetched from the network: the task needs `network: true`',
          ),
        ]
      : []),
  ]
}

function reviewRunner({ taskRunner, runner, docker }: JsonObject): Remark[] {
  const remarks: Remark[] = []
  if (isMap(taskRunner)) {
    const { type, ...rest } = taskRunner
    if (!processRunners.includes(String(type)))
      remarks.push(
        refused(
          ['taskRunner', 'type'],
          `The task runner ${String(type)} is not supported: ${sandboxed}, as with io.kestra.plugin.core.runner.Process`,
        ),
      )
    else
      for (const key of Object.keys(rest))
        remarks.push(
          refused(['taskRunner', key], `\`${key}\` is not supported: the sandbox has no such option`),
        )
  }
  if (runner !== undefined && runner !== 'PROCESS')
    remarks.push(
      refused(
        ['runner'],
        `The runner ${JSON.stringify(runner)} is not supported: ${sandboxed}, as with PROCESS`,
      ),
    )
  if (docker !== undefined)
    remarks.push(refused(['docker'], `\`docker\` is not supported: ${sandboxed}, there are no containers`))
  return remarks
}

function warning(name: string, message: string): Remark {
  return { kind: 'warning', message, path: [name] }
}

function refused(path: string[], message: string): Remark {
  return { kind: 'refused', message, path }
}
