import type { TaskActivity } from '#engine/catalog/host.ts'

const unsetVariables: TaskActivity<{ variables: string[]; ignoreMissing: boolean }> = async ({
  variables,
  ignoreMissing,
}) => ({ state: 'SUCCESS', outputs: {}, unset: { names: variables, ignoreMissing } })

export default unsetVariables
