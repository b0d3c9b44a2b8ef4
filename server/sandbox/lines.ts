import { StringDecoder } from 'node:string_decoder'

const longestLine = 32_000

/** Reads a stream line by line and waits for each to be taken: the pipe fills and the program is held back. A longer line is cut into several. */
export async function eachLine(
  stream: AsyncIterable<Buffer>,
  take: (line: string) => Promise<void>,
): Promise<void> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of stream) {
    rest += decoder.write(chunk)
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) await takeCut(line.replace(/\r$/, ''), take)
    while (rest.length > longestLine) {
      await take(rest.slice(0, longestLine))
      rest = rest.slice(longestLine)
    }
  }
  rest += decoder.end()
  if (rest !== '') await takeCut(rest, take)
}

async function takeCut(line: string, take: (line: string) => Promise<void>): Promise<void> {
  for (let at = 0; at === 0 || at < line.length; at += longestLine)
    await take(line.slice(at, at + longestLine))
}
