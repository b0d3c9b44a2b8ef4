'use client'

import { useState, type DragEvent } from 'react'

/** The folder that the thing under the pointer stands for; the root where it stands for none. */
function folderAt({ target }: DragEvent): string {
  const found = target instanceof Element ? target.closest<HTMLElement>('[data-folder]') : null
  return found?.dataset.folder ?? ''
}

interface Dropped {
  files: File[]
  into: string
  /** Whether folders were among them. */
  leftOut: boolean
}

/** Files that are dragged over the page and dropped. A folder cannot be read this way: it is left out, and the rest taken. */
export function useDrop(onDrop: (dropped: Dropped) => void) {
  const [over, setOver] = useState<string>()
  const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')
  return {
    /** The folder over which they are; undefined: nothing is dragged. */
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        setOver(folderAt(event))
      },
      onDragLeave: (event: DragEvent) => {
        const { relatedTarget, currentTarget } = event
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(undefined)
      },
      onDrop: (event: DragEvent) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        setOver(undefined)
        const folders = [...event.dataTransfer.items].map(
          (item) => item.webkitGetAsEntry()?.isDirectory === true,
        )
        const files = [...event.dataTransfer.files].filter((_, at) => !folders[at])
        onDrop({ files, into: folderAt(event), leftOut: folders.includes(true) })
      },
    },
  }
}
