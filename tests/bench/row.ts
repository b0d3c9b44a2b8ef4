import { ms, type Spread } from './measure.ts'

/** A line of the table. */
export interface Row {
  work: string
  here: string
  peer: string
  ratio: string
}

/** A figure with nothing beside it. */
export function alone(work: string, here: string): Row {
  return { work, here, peer: '', ratio: '' }
}

export const medianAndP95 = ({ median, p95 }: Spread) => `${ms(median)} / ${ms(p95)}`
export const medianAndP99 = ({ median, p99 }: Spread) => `${ms(median)} / ${ms(p99)}`
export const times = (own: number, peer: number) => `${(own / peer).toFixed(2)} ×`

/** @param before the text of an earlier table, whose figures and ratios stand beside the new ones */
export function table(rows: readonly Row[], before: string): string {
  const earlier = figuresOf(before)
  const lines = rows.map(
    ({ work, here, peer, ratio }) =>
      `| ${work} | ${here} | ${peer} | ${ratio} | ${earlier.get(work) ?? ''} |`,
  )
  return [
    '| work | Formwork | plain Temporal, same server | ratio | Formwork before |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}

/** By the work: the figure, with the ratio where there was one. */
function figuresOf(text: string): Map<string, string> {
  const rows = text.split('\n').filter((line) => line.startsWith('| '))
  return new Map(
    rows.map((line) => {
      const [, work = '', here = '', , ratio = ''] = line.split('|').map((cell) => cell.trim())
      return [work, ratio === '' ? here : `${here} (${ratio})`]
    }),
  )
}
