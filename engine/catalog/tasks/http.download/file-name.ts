/** What a download is called: as its answer says, else as its address ends. */
export function fileNameOf(disposition: string | undefined, uri: string): string {
  return (disposition === undefined ? undefined : named(disposition)) ?? lastPart(uri) ?? 'download'
}

/** `filename*` of RFC 5987 before the plain `filename`; only what follows the last separator of folders. */
function named(disposition: string): string | undefined {
  const [, charset = '', encoded] = /;\s*filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)/i.exec(disposition) ?? []
  const [, quoted, bare] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? []
  const plain = quoted?.replace(/\\(.)/g, '$1') ?? bare
  const name = (encoded === undefined ? undefined : decoded(encoded, charset)) ?? plain
  return name?.replace(/^.*[/\\]/, '') || undefined
}

function decoded(text: string, charset: string): string | undefined {
  const bytes = Buffer.from(
    text.replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  )
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return undefined
  }
}

function lastPart(uri: string): string | undefined {
  const part = new URL(uri).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(part) || undefined
  } catch {
    return part || undefined
  }
}
