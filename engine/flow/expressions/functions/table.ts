import type { TemplateFunction } from '../env.ts'
import { contextFunctions } from './context.ts'
import { hostFunctions } from './host.ts'
import { loopFunctions } from './loop.ts'
import { valueFunctions } from './value.ts'

/** Every function by its name. */
export const functions: ReadonlyMap<string, TemplateFunction> = new Map(
  [valueFunctions, contextFunctions, loopFunctions, hostFunctions].flatMap((family) =>
    Object.entries(family),
  ),
)
