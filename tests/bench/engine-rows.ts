import type { ApiClient } from './client.ts'
import { fiveIfRuns, hookedAt, loopRuns, type LoopWork } from './engine-works.ts'
import { fiveIfs, hooked, looped } from './flows.ts'
import { atRate, average, ms, repeat, spread } from './measure.ts'
import type { Peer } from './peer/peer.ts'
import { alone, medianAndP95, times, type Row } from './row.ts'

const rates = [10, 40, 80]
const steps = { hook: 2, ifs: 10 }

/** Average and tail, and by how much the last quarter is slower than the first: where that grows the rate is not sustained. */
function taken(values: readonly number[]): string {
  const quarter = Math.max(1, Math.floor(values.length / 4))
  const growth = average(values.slice(-quarter)) / average(values.slice(0, quarter))
  return `${ms(average(values))} / ${ms(spread(values).p99)}, grows ${growth.toFixed(1)} ×`
}

/** B1: a webhook at fixed rates, beside a plain workflow with as many local activities at the same rate. */
async function hookRows(admin: ApiClient, peer: Peer, seconds: number): Promise<Row[]> {
  await admin.call('POST', '/flows', hooked)
  await hookedAt(admin, { perSecond: 10, seconds: Math.min(seconds, 3) })
  const rows: Row[] = []
  for (const perSecond of rates) {
    const rate = { perSecond, seconds }
    const plain = await atRate(rate, () => peer.run('withLocalActivities', steps.hook))
    const own = await hookedAt(admin, rate)
    rows.push({
      work: `B1 webhook → two tasks at ${perSecond} a second, accepted → ended, average / p99`,
      here: taken(own),
      peer: `two local activities ${taken(plain)}`,
      ratio: times(average(own), average(plain)),
    })
  }
  return rows
}

/** B2: ten tasks through five conditions. */
async function ifRow(admin: ApiClient, peer: Peer, runs: number): Promise<Row> {
  await admin.call('POST', '/flows', fiveIfs)
  const plain = spread(await repeat(runs, () => peer.run('withLocalActivities', steps.ifs)))
  const own = spread(await fiveIfRuns(admin, runs))
  return {
    work: 'B2 ten tasks through five ifs, client to client, median / p95',
    here: medianAndP95(own),
    peer: `ten local activities ${medianAndP95(plain)}`,
    ratio: times(own.median, plain.median),
  }
}

/** B3: loops, as parallel as they may be and one value after another. */
async function loopRows(admin: ApiClient, peer: Peer, runs: number): Promise<Row[]> {
  const few = Math.max(1, Math.round(runs / 20))
  const works: LoopWork[] = [
    { count: 100, concurrent: 0, times: Math.max(1, Math.round(runs / 5)) },
    { count: 100, concurrent: 1, times: Math.max(1, Math.round(runs / 5)) },
    { count: 1_000, concurrent: 0, times: few },
    { count: 1_000, concurrent: 1, times: few },
    { count: 10_000, concurrent: 1, times: 1 },
  ]
  const rows: Row[] = []
  for (const work of works) {
    const { count, concurrent } = work
    await admin.call('POST', '/flows', looped(count, concurrent))
    const how = concurrent === 0 ? 'as parallel as it may be' : 'one after another'
    const own = spread(await loopRuns(admin, work))
    const name = `B3 loop of ${count.toLocaleString('en')}, ${how}, median`
    if (count > 1_000) rows.push(alone(name, ms(own.median)))
    else {
      const kind = concurrent === 0 ? 'localActivitiesAtOnce' : 'withLocalActivities'
      const plain = spread(await repeat(work.times, () => peer.run(kind, count), 1))
      rows.push({
        work: name,
        here: ms(own.median),
        peer: `as many local activities ${ms(plain.median)}`,
        ratio: times(own.median, plain.median),
      })
    }
  }
  return rows
}

/** What the engine carries: rates, conditions, loops. */
export async function engineRows(
  admin: ApiClient,
  peer: Peer,
  { runs, seconds }: { runs: number; seconds: number },
): Promise<Row[]> {
  return [
    ...(await hookRows(admin, peer, seconds)),
    await ifRow(admin, peer, runs),
    ...(await loopRows(admin, peer, runs)),
  ]
}
