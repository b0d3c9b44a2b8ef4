import { only, textArgument } from '../args.ts'
import type { Filter } from '../env.ts'
import { printIon } from '../print-ion.ts'
import { printJson } from '../print.ts'
import { runJq } from './jq.ts'

const toJson: Filter = (value, args, env) => {
  only(args)
  return printJson(value, env.meter)
}

export const jsonFilters: Readonly<Record<string, Filter>> = {
  toJson,
  json: toJson,
  toIon: (value, args, env) => {
    only(args)
    return printIon(value, env.meter)
  },
  jq: (value, args, env) => {
    only(args, 'expression')
    if (value === null || value === undefined) return null
    return runJq(value, textArgument(args, 0, 'expression'), env.meter)
  },
}
