const address = /^kestra:\/\/\/.+\/executions\/([^/]+)\/.+$/

/** The execution that a file belongs to, and its name; undefined for a text that is no file's address. */
export function fileAt(text: string): { executionId: string; name: string } | undefined {
  const [, executionId] = address.exec(text) ?? []
  if (executionId === undefined) return undefined
  try {
    const name = decodeURIComponent(text.slice(text.lastIndexOf('/') + 1))
    return { executionId: decodeURIComponent(executionId), name }
  } catch {
    return undefined
  }
}
