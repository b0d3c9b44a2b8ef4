import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesIn } from '#engine/catalog/work-folder.ts'
import { python, removeFolders, shell } from '#tests/harness/programs.ts'

Object.assign(process.env, { FORMWORK_SCRIPT_DISK_MB: '48', FORMWORK_SCRIPT_CPU_SECONDS: '2' })

const home = mkdtempSync(path.join(tmpdir(), 'formwork-home-'))
const database = net.createServer((socket) => socket.end('reached'))
const socketFile = path.join(home, 'postgres', '.s.PGSQL.5432')

beforeAll(async () => {
  mkdirSync(path.join(home, 'postgres'))
  writeFileSync(path.join(home, 'secret.key'), 'the key of all secrets')
  await new Promise<void>((ready) => database.listen(socketFile, ready))
})

afterAll(() => {
  database.close()
  removeFolders()
  rmSync(home, { recursive: true, force: true })
})

describe('a script that wants out', () => {
  it('does not find the data folder, whichever way it goes', async () => {
    const { out } = await shell(`
      cat ${home}/secret.key; ls ${home}; ls /proc/1/root${home}; ls ../../..${home}
      ln -s ${home}/secret.key link; cat link; cat /proc/self/root${home}/secret.key
      find / -name secret.key -not -path '/proc/*' 2>/dev/null`)
    expect(out.join('\n')).not.toContain('the key of all secrets')
    expect(out.filter((line) => !/No such file/.test(line))).toEqual([])
  })

  it('does not reach the database by its socket', async () => {
    const { out } = await python(`
import socket
for kind in [${JSON.stringify(socketFile)}, '\\0formwork']:
    try:
        s = socket.socket(socket.AF_UNIX); s.connect(kind); print('connected')
    except OSError: print('refused')`)
    expect(out).toEqual(['refused', 'refused'])
  })

  it('does not see the environment of the server, its memory or its files', async () => {
    const { out } = await python(`
import os, glob
for pid in [${process.pid}, os.getppid(), 1]:
    for name in ['environ', 'mem', 'maps', 'cwd/package.json', 'fd/3']:
        try:
            text = open(f'/proc/{pid}/{name}', 'rb').read(1 << 16)
            print('seen' if b'SERVER_ONLY' in text or b'formwork' in text else 'nothing of ours')
        except OSError: print('refused')`)
    expect(new Set(out)).not.toContain('seen')
    expect(out).toHaveLength(15)
  })

  it('does not see the files of another task that runs beside it', async () => {
    let other: string[] = []
    await shell('echo mine > private.txt; echo up; sleep 2', {
      onLine: async () => {
        other = (await shell('ls -R / 2>/dev/null | grep -c private.txt; ls -A /work /tmp')).out
      },
    })
    expect(other).toEqual(['0', '/tmp:', '', '/work:'])
  })

  it('does not mount, trace, load or become root', async () => {
    const { out } = await shell(`
      mount -t tmpfs none /mnt 2>/dev/null && echo mounted
      chroot / true 2>/dev/null && echo chrooted
      chown 0 /work 2>/dev/null && echo owned
      mknod /tmp/disk b 8 0 2>/dev/null && echo device
      kill -9 ${process.pid} 2>/dev/null && echo killed
      id -u; grep -c '^CapEff:.*0000000000000000' /proc/self/status; grep NoNewPrivs /proc/self/status`)
    expect(out).toEqual(['65534', '1', 'NoNewPrivs:\t1'])
  })

  it('does not leave a link by which its files lead out', async () => {
    const { folder } = await shell(`ln -s ${home}/secret.key taken.txt; mkfifo pipe; exit 0`)
    expect(await filesIn(folder)).toEqual([])
  })
})

describe('a script that takes what there is', () => {
  it('is stopped when its folder grows beyond its limit', async () => {
    const { end } = await python(`
import signal
for number in range(10): open(f'part{number}', 'wb').write(b'x' * (8 << 20))
signal.pause()`)
    expect(end).toEqual({
      kind: 'stopped',
      reason: expect.stringMatching(/has written \d+ MB .* may write 48 MB/) as string,
    })
  })

  it('writes no file beyond it either, and fills its own /tmp only', async () => {
    const { out } = await python(`
import errno
def fill(path):
    try:
        with open(path, 'wb') as file:
            while True: file.write(b'x' * (1 << 20))
    except OSError as error: return errno.errorcode[error.errno]
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
print(fill('large'))`)
    expect(out).toEqual(['EFBIG'])
  })

  it('is stopped when it has used up its processor time', async () => {
    const { end } = await shell('while true; do :; done')
    expect(end).toEqual({ kind: 'stopped', reason: expect.stringMatching(/processor time/) as string })
  })
})
