import type { Box } from '#server/approvals/view.ts'

export const boxes: readonly Box[] = ['mine', 'group', 'delegated', 'done']
export const listSize = 50

/** The box that a URL's parameter names; the first where it names none. */
export function boxOf(value: string | string[] | undefined): Box {
  return boxes.find((box) => box === value) ?? 'mine'
}

/** REST path of a box's list. */
export function listPath(box: Box, q: string | undefined): string {
  const query = new URLSearchParams({ box, size: String(listSize), ...(q ? { q } : {}) })
  return `/approvals?${query.toString()}`
}
