import { durationMs } from '../duration.ts'
import type { Sla } from '../flow.ts'
import { openAssertions, type Assertion } from './assertions.ts'
import { failRun } from './fail-run.ts'
import { killExecution } from './kill.ts'
import { conditionOf } from './read-property.ts'
import { assertionsAreJudged } from './semantics.ts'
import type { RenderResult } from './events.ts'
import type { Work } from './work.ts'

/** Clocks of the agreements about duration; they run from the execution's beginning. */
export function armSla(work: Work): void {
  for (const [index, sla] of (work.program.flow.sla ?? []).entries()) {
    if (sla.type === 'MAX_DURATION') work.arm(`sla:${index}`, work.at + durationMs(sla.duration))
  }
}

/** The time of an agreement about duration is over. */
export function slaExpired(work: Work, index: number): void {
  const sla = work.program.flow.sla?.[index]
  if (sla?.type === 'MAX_DURATION') broken(work, sla, `it did not end within ${sla.duration}`)
}

/** What follows from the answers. What cannot be evaluated for the lack of what may come later is looked at again. */
export function assertionsRendered(work: Work, results: readonly RenderResult[]): void {
  const { sla, semantics } = work.state
  if (!sla) return
  const judges = semantics >= assertionsAreJudged
  const unclear: Record<number, string> = {}
  const wrong: [number, Assertion, string][] = []
  const open = openAssertions(work)
  for (const [at, [index, one]] of open.entries()) {
    const result = results[at]
    if (result && 'error' in result) {
      const why = `the assertion cannot be evaluated: ${one.assert}: ${result.error}`
      if (judges && mayComeLater(one)) unclear[index] = why
      else if (judges) wrong.push([index, one, why])
    } else if (result && !conditionOf(result.value))
      wrong.push([index, one, `the assertion is false: ${one.assert}`])
  }
  const due = sla.due && wrong.length < open.length
  const known = [...sla.broken, ...wrong.map(([index]) => index)]
  work.set({ sla: { due, asked: false, broken: known, ...(judges ? { unclear } : {}) } })
  for (const [, one, why] of wrong) broken(work, one, why)
  work.look(undefined)
}

const later = new Set<unknown>(['outputs', 'tasks', 'vars', 'labels'])

function mayComeLater({ reads }: Assertion): boolean {
  return !reads || reads.whole || reads.names.some(([root]) => later.has(root))
}

/** The tasks have ended well: what cannot be evaluated now never could. Tells whether there was any such. */
export function breakUnclear(work: Work): boolean {
  const { sla, walk } = work.state
  const { unclear } = sla ?? {}
  const ended =
    walk.phase === 'body' && !walk.fixed && (walk.result === 'SUCCESS' || walk.result === 'WARNING')
  if (!sla || !unclear || !ended) return false
  const open = openAssertions(work).filter(([index]) => unclear[index] !== undefined)
  if (open.length === 0) return false
  const { due, asked } = sla
  work.set({ sla: { due, asked, broken: [...sla.broken, ...open.map(([index]) => index)] } })
  for (const [index, one] of open) broken(work, one, unclear[index] ?? '')
  return true
}

/** Labels are set whatever else follows; the first one that ends the execution does so. */
function broken(work: Work, { id, behavior, labels }: Sla, why: string): void {
  if (work.state.after) return
  const message = `The SLA ${id} is broken: ${why}`
  if (work.state.semantics >= assertionsAreJudged)
    work.facts.push({ kind: 'log', at: work.at, level: 'WARN', message })
  if (Object.keys(labels).length > 0) work.label(labels)
  if (work.state.kill || behavior === 'NONE') return
  if (behavior === 'FAIL') failRun(work, message)
  else killExecution(work, { outcome: 'CANCELLED', by: 'sla', reason: message })
}
