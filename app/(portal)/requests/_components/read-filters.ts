import { DateTime } from 'luxon'
import type { RequestOrder } from '#server/requests/list-order.ts'
import { requestOrders } from '#server/requests/list-order.ts'
import type { ListRequests } from '#server/requests/list-requests.ts'
import { outcomes } from './outcomes.ts'

export type Params = Readonly<Record<string, string | string[] | undefined>>

export interface ReadFilters {
  filter: ListRequests
  /** Only forms that are begun and not sent. */
  onlyDrafts: boolean
  /** Anything else than all of one's own, the newest first. */
  isFiltered: boolean
  /** The same as REST takes it. */
  query: URLSearchParams
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** What the page's address asks for; what it spells wrongly is passed over. Days are those of the person's time zone. */
export function readFilters(params: Params, zone: string): ReadFilters {
  const one = (name: string) => {
    const value = params[name]
    return typeof value === 'string' && value.trim() !== '' ? value : undefined
  }
  const dayOf = (name: string, plus: number) => {
    const text = one(name)
    const at = text && day.test(text) ? DateTime.fromISO(text, { zone }).plus({ days: plus }) : undefined
    return at?.isValid ? at.toJSDate() : undefined
  }
  const outcome = outcomes.find((name) => name === one('outcome'))
  const order = requestOrders.find((name): name is RequestOrder => name === one('order'))
  const everybody = one('scope') === 'all'
  const following = one('scope') === 'following'
  const filter = {
    q: one('q')?.slice(0, 200),
    outcome,
    app: one('app')?.slice(0, 100),
    from: dayOf('from', 0),
    until: dayOf('to', 1),
    order,
    everybody,
    following,
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value instanceof Date) query.set(name, value.toISOString())
    else if (value) query.set(name, String(value))
  }
  const onlyDrafts = one('outcome') === 'DRAFT'
  const { q, app, from, until } = filter
  const isFiltered = Boolean(q ?? outcome ?? app ?? from ?? until) || everybody || following || onlyDrafts
  return { filter, onlyDrafts, isFiltered, query }
}
