import { expect, it } from 'vitest'
import type { LogQuery } from '#engine/catalog/execution-host.ts'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'

it('log.fetch writes a line of JSON for each line, and counts them', async () => {
  const asked: LogQuery[] = []
  let text = ''
  const host = {
    execution: { id: 'this' },
    executions: {
      logs: async function* (which: LogQuery) {
        asked.push(which)
        yield [{ message: 'a' }, { message: 'b' }]
        yield []
      },
    },
    files: {
      put: async (_: string, content: AsyncIterable<Uint8Array>) => {
        for await (const chunk of content) text += new TextDecoder().decode(chunk)
        return { uri: 'kestra:///logs.ion' }
      },
    },
  } as unknown as TaskHost
  const result = await run({ level: 'WARN', tasksId: ['t'] }, host)
  expect(result).toEqual({ state: 'SUCCESS', outputs: { size: 2, uri: 'kestra:///logs.ion' } })
  expect(asked).toEqual([{ executionId: 'this', taskIds: ['t'], minLevel: 'WARN' }])
  expect(text).toBe('{"message":"a"}\n{"message":"b"}\n')
})
