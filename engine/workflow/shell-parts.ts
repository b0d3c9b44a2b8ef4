import type { Flow } from '../flow/flow.ts'
import type { Interpreter } from './interpreter.ts'
import type { Limits } from './limits.ts'
import type { RunInput } from './messages.ts'

/** What a run is played with. */
export interface ShellParts {
  input: RunInput
  flow: Flow
  interpreter: Interpreter
  limits: Limits
}
