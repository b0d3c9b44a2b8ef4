/** REST paths about files of a namespace, and what paths are made of; a path has no slash at its ends, the root is empty. */
export interface Place {
  namespace: string
  path: string
}

const base = (namespace: string) => `/namespaces/${encodeURIComponent(namespace)}/files`

export const filesTopic = (namespace: string) => `namespace-files:${namespace}`

export const filePath = ({ namespace, path }: Place, more = '') =>
  `${base(namespace)}?path=${encodeURIComponent(path)}${more}`
export const partPath = (part: 'directory' | 'stats' | 'revisions' | 'import' | 'restore', place: Place) =>
  `${base(place.namespace)}/${part}?path=${encodeURIComponent(place.path)}`
export const movePath = (namespace: string, from: string, to: string) =>
  `${base(namespace)}?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`
export const searchPath = (namespace: string, q: string) =>
  `${base(namespace)}/search?q=${encodeURIComponent(q)}`
export const exportHref = (namespace: string) => `/api/v1${base(namespace)}/export`

/** Under which a text that is not saved is kept in the browser. */
export const keptKey = ({ namespace, path }: Place) => `file:${namespace}/${path}`

/** As the server reads a path that somebody wrote. */
export const cleanPath = (text: string) =>
  text
    .split('/')
    .filter((part) => part !== '')
    .join('/')
export const folderOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('/'), 0))
export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
export const within = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`)
/** The outermost first. */
export const foldersAbove = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((_, at) =>
      path
        .split('/')
        .slice(0, at + 1)
        .join('/'),
    )

/** A form with the bytes of a file. */
export function formOf(content: Blob): FormData {
  const form = new FormData()
  form.append('fileContent', content, 'content')
  return form
}
