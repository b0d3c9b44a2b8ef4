/**
 * A JSON column as what it was when it was written: starts, transitions and progress batches write these columns, and
 * nothing else does.
 */
export function written<T>(value: unknown): T {
  return value as T
}
