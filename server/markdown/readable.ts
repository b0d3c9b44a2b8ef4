/** No one reads longer texts, and reading Markdown takes time with the square of its length. */
const mostCharacters = 20_000
const mostLines = 1_000

/** Quotes and lists in one another beyond this many are no text any more, and reading them takes more than a stack holds. */
const mostLevels = 10
const level = String.raw`(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))`
const tooDeep = new RegExp(`^(${level}{${mostLevels}})${level}+`, 'gm')

/** As much of a Markdown text as is read; one that goes on ends with dots. @param most characters */
export function readable(source: string, most = mostCharacters): string {
  const lines = source.slice(0, most).split(/\r\n?|\n/)
  const goesOn = source.length > most || lines.length > mostLines
  const read = lines.slice(0, mostLines).join('\n').replace(tooDeep, '$1')
  return goesOn ? `${read} …` : read
}
