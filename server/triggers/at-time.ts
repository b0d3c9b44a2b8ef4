import type { Clock } from '#engine/catalog/trigger-host.ts'
import { isoIn } from '#engine/flow/cron/zone.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { uniqueConflict } from '#server/db.ts'
import { transaction } from '#server/transaction.ts'
import { allHold } from './conditions.ts'
import type { FoundTrigger } from './find-trigger.ts'
import { derivedId } from './key.ts'
import { insertTriggered, prepareStart, type Inserted } from './start-triggered.ts'
import { triggerScope, type TriggerScope } from './scope.ts'

/** How far a time that the conditions let through is looked for. */
const lookedAtMost = 1_000

/** A time of a trigger that the clock starts, and what its start is given besides. */
export interface AtTime {
  at: number
  inputs?: JsonObject
  labels?: Record<string, string>
  /** Part of the cause: a backfill starts again what the clock has started. */
  cause?: string
}

/**
 * Starts an execution for a time, unless the conditions do not hold; the same time starts nothing twice.
 * @throws as `prepareStart`, and Error of a condition that cannot be evaluated
 */
export async function startAtTime(
  found: FoundTrigger,
  clock: Clock,
  { at, inputs, labels, cause = 'time' }: AtTime,
): Promise<Inserted | 'not-now'> {
  const times = new ClockTimes(found, clock)
  if (!(await times.holds(at))) return 'not-now'
  const variables = await times.variables(at)
  const scope = times.scope.with({ trigger: variables })
  const executionId = derivedId(found.row, `${cause} ${new Date(at).toISOString()}`)
  const meantFor = new Date(at)
  const prepared = await prepareStart({ found, scope, variables, executionId, inputs, labels, meantFor })
  try {
    return await transaction((tx) => insertTriggered(tx, prepared), { maxWait: 20_000, timeout: 20_000 })
  } catch (error) {
    if (uniqueConflict(error)) return 'exists'
    throw error
  }
}

/** The next time that the conditions let through; undefined where none comes within a thousand. */
export async function nextTime(
  found: FoundTrigger,
  clock: Clock,
  after: number,
): Promise<number | undefined> {
  try {
    return await new ClockTimes(found, clock).next(after)
  } catch {
    // a condition that cannot be evaluated lets nothing be told of it; its start says why
    return clock.next(after)
  }
}

/** The times of a trigger with its conditions. */
class ClockTimes {
  readonly scope: TriggerScope

  constructor(
    private readonly found: FoundTrigger,
    private readonly clock: Clock,
  ) {
    this.scope = triggerScope(found.flow, { variables: {} })
  }

  async holds(at: number): Promise<boolean> {
    const { conditions = [] } = this.found.trigger
    if (conditions.length === 0) return true
    const scope = this.scope.with({ trigger: this.plain(at) })
    return allHold(conditions, { flow: this.found.flow, scope })
  }

  next(after: number): Promise<number | undefined> {
    return this.seek(after, (at) => this.clock.next(at))
  }

  /** `date`, `next` and `previous`, as the zone of the trigger shows them. */
  async variables(at: number): Promise<JsonObject> {
    const { conditions = [] } = this.found.trigger
    if (conditions.length === 0) return this.plain(at)
    const next = await this.next(at)
    const previous = await this.seek(at, (before) => this.clock.previous(before))
    return this.printed({ date: at, next, previous })
  }

  private plain(at: number): JsonObject {
    return this.printed({ date: at, next: this.clock.next(at), previous: this.clock.previous(at) })
  }

  private printed(times: Record<string, number | undefined>): JsonObject {
    return Object.fromEntries(
      Object.entries(times).flatMap(([name, at]) =>
        at === undefined ? [] : [[name, isoIn(this.clock.timeZone, at)]],
      ),
    )
  }

  private async seek(from: number, step: (at: number) => number | undefined): Promise<number | undefined> {
    let at = step(from)
    for (let looked = 0; at !== undefined && looked < lookedAtMost; looked++) {
      if (await this.holds(at)) return at
      at = step(at)
    }
    return undefined
  }
}
