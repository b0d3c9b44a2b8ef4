import type { App, Audience, Block, Layout, Moment } from '#engine/flow/app.ts'
import type { JsonObject, State } from '#engine/flow/flow.ts'

const moments: Readonly<Record<State, Moment>> = {
  CREATED: 'CREATED',
  QUEUED: 'CREATED',
  RUNNING: 'RUNNING',
  RETRYING: 'RUNNING',
  RESTARTED: 'RUNNING',
  KILLING: 'FALLBACK',
  PAUSED: 'PAUSE',
  SUCCESS: 'SUCCESS',
  WARNING: 'SUCCESS',
  FAILED: 'FAILURE',
  KILLED: 'FALLBACK',
  CANCELLED: 'FALLBACK',
  SKIPPED: 'FALLBACK',
  RETRIED: 'FALLBACK',
}

/** The moment of an execution. @param resumed it was paused before, and goes on */
export function momentOf(state: State, resumed: boolean): Moment {
  const moment = moments[state]
  return moment === 'RUNNING' && resumed ? 'RESUME' : moment
}

/** Where there is no layout for a moment, these are shown: the thanks of CREATED stay, while "it is being worked on" does not. */
const instead: Readonly<Record<Moment, readonly Moment[]>> = {
  OPEN: [],
  CREATED: ['RUNNING', 'FALLBACK'],
  RUNNING: ['CREATED', 'FALLBACK'],
  PAUSE: ['FALLBACK', 'CREATED'],
  RESUME: ['RUNNING', 'CREATED', 'FALLBACK'],
  SUCCESS: ['FALLBACK', 'CREATED'],
  FAILURE: ['FALLBACK'],
  ERROR: ['FALLBACK'],
  FALLBACK: [],
}

/**
 * The blocks that a reader sees at a moment: those for them before those for everybody.
 * @returns undefined where the app has none: then the page is the default one
 */
export function layoutFor(app: App, moment: Moment, audience: Audience): Block[] | undefined {
  for (const one of [moment, ...instead[moment]]) {
    const entry = pick(app.layout ?? [], one, audience)
    if (entry) return entry.blocks
  }
  return undefined
}

function pick(layouts: readonly Layout[], moment: Moment, audience: Audience): Layout | undefined {
  const own = layouts.filter(({ on }) => on === moment)
  return own.find((one) => one.for === audience) ?? own.find((one) => one.for === undefined)
}

const block = (type: string, properties: JsonObject = {}): Block => ({ type, properties })

/** What an app without a layout shows: who goes on with what waits gets the answers and what to go on by. */
export function defaultBlocks(moment: Moment, audience: Audience): Block[] {
  if (moment === 'OPEN') return [block('create-form')]
  if (moment === 'PAUSE' && audience === 'decider')
    // without a text of the author's it has that of the reader's language
    return [block('inputs'), block('resume-form'), block('resume-button', { text: '' })]
  return moment === 'ERROR' ? [block('stacktrace')] : [block('tracker')]
}

const forWhoResumes = new Set(['resume-form', 'resume-button', 'cancel-button'])

/**
 * What goes on with a paused execution is for those who may do it: to others its place shows how far it is.
 * @param mayResume whether the reader may; `asked`: what waits is an approval, which is decided by its own block
 */
export function withoutResume(
  blocks: readonly Block[],
  { mayResume, asked }: { mayResume: boolean; asked: boolean },
): Block[] {
  if (!holds(blocks, 'resume-form') && !holds(blocks, 'resume-button')) return [...blocks]
  if (mayResume && !asked) return [...blocks]
  const stand = asked && mayResume ? 'approvals' : 'tracker'
  let placed = holds(blocks, stand)
  const cut = (list: readonly Block[]): Block[] =>
    list.flatMap((one) => {
      if (one.parts)
        return [{ ...one, parts: one.parts.map((part) => ({ ...part, blocks: cut(part.blocks) })) }]
      if (!forWhoResumes.has(one.type)) return [one]
      if (placed) return []
      placed = true
      return [block(stand)]
    })
  return cut(blocks)
}

/** Whether a block of a type stands anywhere in them. */
export function holds(blocks: readonly Block[], ...types: string[]): boolean {
  return blocks.some(
    (one) => types.includes(one.type) || (one.parts ?? []).some((part) => holds(part.blocks, ...types)),
  )
}
