import { z } from 'zod'
import type { Secret } from '#generated/prisma/client.ts'

export const secretTag = z.strictObject({ key: z.string().min(1).max(100), value: z.string().max(500) })
export type SecretTag = z.infer<typeof secretTag>

/** What is told of a secret: all but its value. */
export interface SecretEntry {
  namespace: string
  key: string
  description?: string
  tags: SecretTag[]
  creationDate: string
  updateDate: string
}

/** As they were stored. */
export function tagsOf({ tags }: Pick<Secret, 'tags'>): SecretTag[] {
  return z.array(secretTag).parse(tags)
}

export function entryOf(row: Omit<Secret, 'value'>): SecretEntry {
  return {
    namespace: row.namespace,
    key: row.key,
    description: row.description ?? undefined,
    tags: tagsOf(row),
    creationDate: row.createdAt.toISOString(),
    updateDate: row.updatedAt.toISOString(),
  }
}

/** The columns that may leave the table. */
export const shown = {
  namespace: true,
  key: true,
  description: true,
  tags: true,
  createdAt: true,
  updatedAt: true,
} as const
