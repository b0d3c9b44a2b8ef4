import { describe, expect, it } from 'vitest'
import type { TaskHost } from './host.ts'
import { ScriptLines } from './script-lines.ts'

/** What comes of lines that a script prints. */
async function taken(...lines: [stream: 'stdout' | 'stderr', line: string][]) {
  const log: string[] = []
  const metrics: Parameters<TaskHost['metric']>[0][] = []
  const said = new ScriptLines({
    log: async (level, message) => void log.push(`${level} ${message}`),
    metric: (metric) => void metrics.push(metric),
  })
  for (const [stream, line] of lines) await said.take(stream, line)
  return { log, metrics, vars: said.vars, counts: said.counts }
}

const out = (line: string): ['stdout', string] => ['stdout', line]

describe('what a script prints', () => {
  it('is its log: errors where it came from the error output', async () => {
    const { log, counts } = await taken(out('hello'), ['stderr', 'oh no'], out(''))
    expect(log).toEqual(['INFO hello', 'ERROR oh no', 'INFO '])
    expect(counts).toEqual({ stdout: 2, stderr: 1 })
  })

  it('may be outputs, the newest of each name, on either stream', async () => {
    const { vars, log, counts } = await taken(out('::{"outputs": {"a": 1, "b": {"c": [null]}}}::'), [
      'stderr',
      '::{"outputs": {"a": 2}}::\r',
    ])
    expect(vars).toEqual({ a: 2, b: { c: [null] } })
    expect([log, counts]).toEqual([[], { stdout: 0, stderr: 0 }])
  })

  it('may be metrics: a timer tells seconds', async () => {
    const { metrics } = await taken(
      out('::{"metrics":[{"name":"rows","type":"counter","value":20,"tags":{"table":"t","n":1}}]}::'),
      out(
        '::{"metrics":[{"name":"took","type":"timer","value":1.5},{"name":"t2","type":"timer","value":"PT2S"}]}::',
      ),
      out('::{"metrics":[{"name":"heat","type":"GAUGE","value":-3}]}::'),
    )
    expect(metrics).toEqual([
      { name: 'rows', type: 'counter', value: 20, tags: { table: 't', n: '1' } },
      { name: 'took', type: 'timer', value: 1500, tags: {} },
      { name: 't2', type: 'timer', value: 2000, tags: {} },
      { name: 'heat', type: 'gauge', value: -3, tags: {} },
    ])
  })

  it('may be lines of a log with their level', async () => {
    const { log } = await taken(
      out(
        '::{"logs":[{"level":"WARN","message":"careful"},{"level":"warning","message":"too"},{"message":"so"}]}::',
      ),
    )
    expect(log).toEqual(['WARN careful', 'WARN too', 'INFO so'])
  })

  it.each([
    ['::{"outputs": }::', 'WARN This line should be JSON'],
    ['::{"metrics":[{"name":"x","type":"odd","value":1}]}::', 'WARN A metric needs'],
    ['::{"metrics":[{"name":"x","type":"counter","value":"many"}]}::', 'WARN A metric needs'],
    ['  ::{"outputs": {"a": 1}}::', 'INFO   ::{"outputs"'],
    ['::{"outputs": {"a": 1}}', 'INFO ::{"outputs"'],
  ])('is told where it is not what it seems: %s', async (line, start) => {
    const { log, vars } = await taken(out(line))
    expect(log).toHaveLength(1)
    expect(log[0]?.startsWith(start)).toBe(true)
    expect(vars).toEqual({})
  })

  it('takes no value for another that only looks like one', async () => {
    const { vars } = await taken(
      out('::{"outputs": [1, 2]}::'),
      out('::{"outputs": {"__proto__": {"x": 1}}}::'),
    )
    expect(Object.keys(vars)).not.toContain('x')
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})
