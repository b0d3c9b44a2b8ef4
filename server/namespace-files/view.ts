import type { NamespaceFileVersion } from '#generated/prisma/client.ts'
import { nameOf } from './path.ts'
import type { FileEntry, FolderEntry } from './store.ts'

/** Kestra's shape: times are epoch milliseconds, sizes are bytes. */
export interface FileAttributes {
  fileName: string
  type: 'File' | 'Directory'
  size: number
  creationTime: number
  lastModifiedTime: number
  /** Where one folder is asked about: files in it and below. */
  files?: number
}

export interface FileVersion {
  revision: number
  /** Bytes. */
  size: number
  sha256: string
  created: string
}

/** The root is there without a row of its own. */
export const rootAttributes: FileAttributes = {
  fileName: '',
  type: 'Directory',
  size: 0,
  creationTime: 0,
  lastModifiedTime: 0,
}

export function attributesOf(entry: FileEntry | FolderEntry): FileAttributes {
  return {
    fileName: nameOf(entry.path),
    type: entry.isFolder ? 'Directory' : 'File',
    size: entry.isFolder ? 0 : entry.size,
    creationTime: entry.createdAt.getTime(),
    lastModifiedTime: entry.updatedAt.getTime(),
  }
}

export function versionOf({ version, size, sha256, createdAt }: NamespaceFileVersion): FileVersion {
  return { revision: version, size: Number(size), sha256, created: createdAt.toISOString() }
}
