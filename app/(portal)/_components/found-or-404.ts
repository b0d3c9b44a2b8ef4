import { notFound } from 'next/navigation'
import { AppError } from '#server/errors.ts'

/** Runs a verb for a page; what is not there, or not for this person to see, is the page that says so. */
export async function foundOr404<T>(verb: () => Promise<T>): Promise<T> {
  try {
    return await verb()
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not-found' || error.code === 'forbidden')) notFound()
    throw error
  }
}
