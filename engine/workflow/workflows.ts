// Where the worker finds every workflow by its name.
export { runFlow } from './run-flow.ts'
export { backfillTrigger, fireTrigger } from './triggers.ts'
