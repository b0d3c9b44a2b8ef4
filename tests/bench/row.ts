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

export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ work, here, peer, ratio }) => `| ${work} | ${here} | ${peer} | ${ratio} |`)
  return [
    '| work | Formwork | plain Temporal, same server | ratio |',
    '| --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}
