import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '#tests/harness/until.ts'
import { makeFence } from './fence.ts'
import { countsBelow } from './limits.ts'
import { python, removeFolders, run, running, shell } from '#tests/harness/programs.ts'

afterAll(removeFolders)

describe('what a program in the sandbox sees', () => {
  it('is its own environment only', async () => {
    const { out } = await shell('env; cat /proc/*/environ')
    expect(out).toContain('GIVEN=yes')
    expect(out.join('\n')).not.toMatch(/SERVER_ONLY|DATABASE_URL|FORMWORK/)
  })

  it('is no file of the machine but its programs, which it cannot change', async () => {
    const { out } = await shell(
      'ls -A / /etc; touch /usr/x 2>&1; ls /root /home /var 2>&1; cat /etc/passwd 2>&1',
    )
    expect(out).not.toContain('home')
    expect(out.join('\n')).toMatch(/touch: .*Read-only/)
    expect(out.filter((line) => line.includes('No such file'))).toHaveLength(4)
  })

  it('is its own folder, in which it may write', async () => {
    const { end, out } = await shell('echo hello > a && cat a && pwd')
    expect(end).toEqual({ kind: 'exited', code: 0 })
    expect(out).toEqual(['hello', '/work'])
  })

  it('is no other process', async () => {
    const { out } = await shell('ls -d /proc/[0-9]* | wc -l')
    expect(Number(out[0])).toBeLessThan(10)
  })
})

describe('what a program in the sandbox cannot do', () => {
  let server: net.Server
  let reached = 0

  beforeAll(async () => {
    server = net.createServer((socket) => {
      reached++
      socket.end()
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  })
  afterAll(() => server.close())

  it('reach the network, the services of this machine included', async () => {
    const { port } = server.address() as AddressInfo
    const { out } = await python(`
import socket
for host in [('127.0.0.1', ${port}), ('1.1.1.1', 80)]:
    try: socket.create_connection(host, 2); print('connected')
    except OSError: print('refused')
`)
    expect(out).toEqual(['refused', 'refused'])
    expect(reached).toBe(0)
  })

  it('change settings of the kernel, although the worker may be root', async () => {
    const { out } = await python(`
import os
for name in ['kernel/core_pattern', 'vm/overcommit_memory', 'kernel/hostname']:
    try: os.close(os.open('/proc/sys/' + name, os.O_WRONLY)); print('opened', name)
    except OSError: print('refused')
`)
    expect(out).toEqual(['refused', 'refused', 'refused'])
  })

  it('gain rights in a user namespace of its own', async () => {
    const { out } = await shell('unshare -Ur true 2>/dev/null && echo gained || echo refused')
    expect(out).toEqual(['refused'])
  })

  it('make more processes than it is allowed', async () => {
    const { limits, remove } = makeFence()
    remove()
    const { end, out } = await python(
      `
import os, time
made = 0
try:
    while made < 400:
        if os.fork() == 0: time.sleep(float(60)); os._exit(0)
        made += 1
except OSError: pass
print(made)
`,
      { timeoutMs: 20_000 },
    )
    expect(end).toEqual({ kind: 'exited', code: 0 })
    if (countsBelow || limits.includes('processes')) expect(Number(out[0])).toBeLessThan(130)
  })

  it('take more memory than it is allowed', async () => {
    const { end } = await python('held = []\nfor _ in range(4000): held.append(bytearray(1 << 20))')
    expect(end.kind === 'exited' && end.code).not.toBe(0)
  })
})

describe('how a program ends', () => {
  it('tells its exit code, and its own crash is no crash of ours', async () => {
    expect((await shell('exit 7')).end).toEqual({ kind: 'exited', code: 7 })
    expect((await run(['/no/such/program'])).end).toMatchObject({ kind: 'exited' })
  })

  it('is told to be missing, with where it was looked for', async () => {
    expect((await run(['no-such-program'])).end).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(/no program `no-such-program`.*\/usr\/bin/) as string,
    })
  })

  it('may call Python by its usual name', async () => {
    const { end, out } = await shell('python -c "print(6 * 7)"')
    expect([end, out]).toEqual([{ kind: 'exited', code: 0 }, ['42']])
  })

  it('is asked to end when its time is over, and may clean up', async () => {
    const { end, out } = await shell('trap "echo bye; exit 0" TERM; while true; do sleep 0.05; done', {
      timeoutMs: 500,
    })
    expect(end).toEqual({ kind: 'timed-out' })
    expect(out).toContain('bye')
  })

  it('is ended with all its children when it is deaf', async () => {
    const mark = `31${process.pid}.5`
    const { end, ms } = await shell(`trap "" TERM; sleep ${mark} & while true; do sleep 0.1; done`, {
      timeoutMs: 300,
    })
    expect(end).toEqual({ kind: 'timed-out' })
    expect(ms).toBeGreaterThan(5000)
    await until(() => running(`sleep\0${mark}`) === 0, 'the child is gone', 5)
  })

  it('leaves no child behind that went its own way', async () => {
    const mark = `32${process.pid}.5`
    const { end } = await shell(`setsid sleep ${mark} >/dev/null 2>&1 & exit 0`)
    expect(end).toEqual({ kind: 'exited', code: 0 })
    await until(() => running(`sleep\0${mark}`) === 0, 'the child is gone', 5)
  })

  it('is cancelled by its signal', async () => {
    const controller = new AbortController()
    const ran = await shell('echo started; sleep 60', {
      signal: controller.signal,
      onLine: async () => controller.abort(),
    })
    expect(ran.end).toEqual({ kind: 'cancelled' })
    expect(ran.ms).toBeLessThan(5000)
  })
})

describe('what a program prints', () => {
  it('comes whole and in order, however much it is, and the program waits for its reader', async () => {
    let taken = 0
    const { end, out } = await shell('seq 1 200000', {
      onLine: async () => {
        if (++taken % 20_000 === 0) await new Promise((next) => setImmediate(next))
      },
    })
    expect(end).toEqual({ kind: 'exited', code: 0 })
    expect(out).toHaveLength(200_000)
    expect(out.at(-1)).toBe('200000')
  })

  it('is cut where a line has no end', async () => {
    const { out } = await python(`import sys\nfor _ in range(16): sys.stdout.write('x' * (1 << 20))`)
    expect(Math.max(...out.map((line) => line.length))).toBeLessThanOrEqual(32_000)
    expect(out.join('')).toHaveLength(16 * 1024 ** 2)
  })
})
