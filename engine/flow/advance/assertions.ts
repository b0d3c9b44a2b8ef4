import type { Sla } from '../flow.ts'
import type { Work } from './work.ts'

export type Assertion = Extract<Sla, { type: 'EXECUTION_ASSERTION' }>

/** Assertions that have not been broken yet, with their places in the flow's list. */
export function openAssertions(work: Work): [number, Assertion][] {
  const { sla } = work.program.flow
  if (!sla) return []
  const known = work.state.sla?.broken ?? []
  return [...sla.entries()].filter(
    (entry): entry is [number, Assertion] =>
      entry[1].type === 'EXECUTION_ASSERTION' && !known.includes(entry[0]),
  )
}

/** A task run has ended: the assertions have to be looked at again. */
export function assertionsDue(work: Work): void {
  const { sla, after, kill } = work.state
  if (sla?.due || after || kill || openAssertions(work).length === 0) return
  work.set({ sla: { asked: false, broken: [], ...sla, due: true } })
}

/** Whether the execution's next phase waits for assertions. */
export function waitsForAssertions({ state }: Work): boolean {
  return state.sla !== undefined && (state.sla.due || state.sla.asked) && !state.walk.killed
}

/** Asks for all assertions at once, however many task runs ended; what ends meanwhile waits for the answer. */
export function askAssertions(work: Work): void {
  const { sla, kill, after } = work.state
  if (!sla?.due || sla.asked || kill || after) return
  const open = openAssertions(work)
  work.set({ sla: { ...sla, due: false, asked: true } })
  work.ask(
    { attempt: 0, parts: open.map(() => 'sla' as const) },
    open.map(([, { assert, reads }]) => ({ source: assert, reads })),
  )
}
