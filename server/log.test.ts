import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

// In a process of its own: what is judged is what stands in the file in the end.
const program = `
  const { log } = await import('./server/log.ts')
  const text = 'x\\n{"level":50,"msg":"forged"}\\r\\u001b[2Jy'
  log().info({ address: text, path: text }, text)
`

it('a text with line ends, escapes and quotes stays one line of JSON', () => {
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', '-e', program], {
    encoding: 'utf8',
    env: {
      ...process.env,
      LOG_LEVEL: 'info',
      DATABASE_URL: 'postgresql://nobody@localhost/none',
      FORMWORK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    },
  })
  expect(status).toBe(0)
  const lines = stdout.trimEnd().split(/[\n\r]/)
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain('\u001b')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, address: expect.stringContaining('forged') })
})
