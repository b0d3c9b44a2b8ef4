'use client'

import { useTranslations } from 'next-intl'
import { useByteSize } from '#components/ui/use-byte-size.ts'
import { isPlausible } from './first-bytes.ts'

interface Wanted {
  /** Endings of the name that are taken; none: all. */
  extensions: readonly string[]
  /** Bytes. */
  limit: number
}

interface JudgedFile {
  file: File
  /** Why it is not sent, in words. */
  problem?: string
}

/** What the browser can know of a file before it is sent. */
export function useJudgedFiles({ extensions, limit }: Wanted): (file: File) => Promise<JudgedFile> {
  const t = useTranslations('fields')
  const size = useByteSize()
  return async (file) => {
    const named = `${file.name}: `
    const name = file.name.toLowerCase()
    const fits = extensions.length === 0 || extensions.some((ending) => name.endsWith(ending.toLowerCase()))
    if (!fits) return { file, problem: named + t('wrongType', { extensions: extensions.join(', ') }) }
    if (file.size === 0) return { file, problem: named + t('emptyFile') }
    if (file.size > limit) return { file, problem: named + t('tooLarge', { size: size(limit) }) }
    if (extensions.length > 0 && !(await isPlausible(file)))
      return { file, problem: named + t('wrongContent') }
    return { file }
  }
}
