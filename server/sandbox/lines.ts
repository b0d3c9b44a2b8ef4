import { StringDecoder } from 'node:string_decoder'

const longestLine = 32_000
/** A line that begins so says something to us: it comes whole, whatever it holds. */
const message = '::{'
const longestMessage = 16_000_000

/**
 * Reads a stream line by line and waits for each to be taken: the pipe fills and the program is held back. A longer line is
 * cut into several, but not one that is a message, up to 16 million characters.
 */
export async function eachLine(
  stream: AsyncIterable<Buffer>,
  take: (line: string) => Promise<void>,
): Promise<void> {
  const decoder = new StringDecoder('utf8')
  const line = new Line(take)
  for await (const chunk of stream) await line.add(decoder.write(chunk))
  await line.add(decoder.end())
  await line.close()
}

/** The line that is being read. Its pieces are joined once, however many there are. */
class Line {
  private pieces: string[] = []
  private length = 0
  /** Whether a part of it was taken already. */
  private isCut = false

  constructor(private readonly take: (line: string) => Promise<void>) {}

  async add(text: string): Promise<void> {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.hold(text.slice(from, end))
      await this.end()
      from = end + 1
    }
    this.hold(text.slice(from))
    if (this.length > longestLine && !this.isMessage()) await this.cut()
  }

  /** The last line needs no end. */
  async close(): Promise<void> {
    if (this.length > 0) await this.end()
  }

  private hold(piece: string): void {
    if (piece === '') return
    this.pieces.push(piece)
    this.length += piece.length
  }

  private isMessage(): boolean {
    if (this.isCut || this.length > longestMessage) return false
    while (this.pieces.length > 1 && (this.pieces[0]?.length ?? 0) < message.length)
      this.pieces.splice(0, 2, (this.pieces[0] ?? '') + (this.pieces[1] ?? ''))
    return this.pieces[0]?.startsWith(message) ?? false
  }

  private async end(): Promise<void> {
    if (this.length > longestLine && !this.isMessage()) await this.cut()
    const line = this.pieces.join('').replace(/\r$/, '')
    if (line !== '' || !this.isCut) await this.take(line)
    this.pieces = []
    this.length = 0
    this.isCut = false
  }

  /** Takes what is too long, and keeps a rest that is not. */
  private async cut(): Promise<void> {
    const text = this.pieces.join('')
    let from = 0
    while (text.length - from > longestLine) {
      const end = from + longestLine - (isHighSurrogate(text.charCodeAt(from + longestLine - 1)) ? 1 : 0)
      await this.take(text.slice(from, end))
      from = end
    }
    this.pieces = [text.slice(from)]
    this.length = text.length - from
    this.isCut = true
  }
}

/** The first half of a character. */
function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00
}
