import { lstat, readdir, statfs } from 'node:fs/promises'
import path from 'node:path'

const lookMs = 1000
/** Below this nothing can have been written that matters. */
const stirBytes = 16 * 1024 ** 2

/**
 * Looks once a second whether the work folder has grown beyond its limit; `tell` is called once. No file system here limits a folder, so what is
 * written within that second lies above it. While the disk's free space stays as it was, the folder is not walked.
 */
export function watchDisk(folder: string, limitBytes: number, tell: (bytes: number) => void): () => void {
  let freeBefore: number | undefined
  let stopped = false
  let timer = setTimeout(() => void look(), lookMs)
  const look = async (): Promise<void> => {
    const bytes = (await hasStirred()) ? await sizeOf(folder) : 0
    if (stopped) return
    if (bytes > limitBytes) return tell(bytes)
    timer = setTimeout(() => void look(), lookMs)
  }
  const hasStirred = async (): Promise<boolean> => {
    const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }))
    const free = bavail * bsize
    const stirred =
      freeBefore === undefined || Math.abs(freeBefore - free) > Math.min(stirBytes, limitBytes / 4)
    if (stirred) freeBefore = free
    return stirred
  }
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

/** Bytes that a folder takes on the disk; what goes away meanwhile counts nothing. */
async function sizeOf(folder: string): Promise<number> {
  let bytes = 0
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const place = path.join(folder, entry.name)
    bytes += await blocksOf(place)
    if (entry.isDirectory()) bytes += await sizeOf(place)
  }
  return bytes
}

async function blocksOf(place: string): Promise<number> {
  const { blocks } = await lstat(place).catch(gone)
  return blocks * 512
}

/** The program goes on while its folder is walked. */
const gone = () => ({ blocks: 0 })
