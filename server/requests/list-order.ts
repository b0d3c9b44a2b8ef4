import type { Prisma } from '#server/db.ts'
import { instantOf } from './cursor.ts'

/** In which order a list of requests can be read; each ends with the id, so that no two rows are alike. */
export const requestOrders = ['newest', 'oldest', 'changed', 'title'] as const
export type RequestOrder = (typeof requestOrders)[number]

export const orders: Readonly<Record<RequestOrder, Prisma.RequestOrderByWithRelationInput[]>> = {
  newest: [{ createdAt: 'desc' }, { id: 'asc' }],
  oldest: [{ createdAt: 'asc' }, { id: 'asc' }],
  changed: [{ updatedAt: 'desc' }, { id: 'asc' }],
  title: [{ title: 'asc' }, { id: 'asc' }],
}

interface Last {
  id: string
  title: string
  createdAt: Date
  updatedAt: Date
}

/** What of a page's last row the next page begins behind. */
export function cursorValues(order: RequestOrder, { id, title, createdAt, updatedAt }: Last): string[] {
  if (order === 'title') return [title, id]
  return [(order === 'changed' ? updatedAt : createdAt).toISOString(), id]
}

/** The rows behind a cursor. @throws AppError `invalid` */
export function afterOf(order: RequestOrder, [value = '', id = '']: string[]): Prisma.RequestWhereInput {
  const behind = { id: { gt: id } }
  if (order === 'title') return { OR: [{ title: { gt: value } }, { title: value, ...behind }] }
  const at = instantOf(value)
  if (order === 'oldest') return { OR: [{ createdAt: { gt: at } }, { createdAt: at, ...behind }] }
  if (order === 'changed') return { OR: [{ updatedAt: { lt: at } }, { updatedAt: at, ...behind }] }
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, ...behind }] }
}
