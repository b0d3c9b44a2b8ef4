/** What the person may do with files of the namespace. */
export interface May {
  write: boolean
  delete: boolean
}

/** What a path is asked for: that of something new, or the one that something moves to. */
export type NameKind = 'file' | 'folder' | 'move'

/** What can be done in a folder; the root's buttons stand above the tree. */
export interface FolderTools {
  make(kind: NameKind, path: string): void
  upload(folder: string): void
  unpack(folder: string): void
}
