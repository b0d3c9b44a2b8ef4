import type { Filter } from '../env.ts'
import { dateFilters } from './date.ts'
import { encodingFilters } from './encoding.ts'
import { jsonFilters } from './json.ts'
import { listFilters } from './list.ts'
import { numberFilters } from './number.ts'
import { textFilters } from './text.ts'
import { yamlFilters } from './yaml.ts'

/** Every filter by its name. */
export const filters: ReadonlyMap<string, Filter> = new Map(
  [textFilters, listFilters, numberFilters, dateFilters, encodingFilters, jsonFilters, yamlFilters].flatMap(
    (family) => Object.entries(family),
  ),
)
