import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { release } from 'node:os'
import type { SandboxProgram } from '#engine/catalog/host.ts'
import { memoryBytes, mostProcesses } from './fence.ts'
import { namesakeLinks, searchPath } from './programs.ts'

const largestFile = 2 * 1024 ** 3
const sharedBytes = 64 * 1024 ** 2

/** Since Linux 5.14 a limit of processes counts those of the sandbox; before, all that the worker's user has anywhere. */
const [major = 0, minor = 0] = release().split('.').map(Number)
export const countsBelow = major > 5 || (major === 5 && minor >= 14)

/** Why no program can be caged here; undefined where it can. Who installs what is missing need not start the worker anew. */
export function refusal(): string | undefined {
  if (works) return undefined
  const reason = attempt()
  works = reason === undefined
  return reason
}

let works = false

/**
 * As root the program would be root's own outside of the cage too, and files below /proc/sys obey root without any right.
 * So it becomes nobody before the walls go up.
 */
export const nobody = process.getuid?.() === 0 ? 65534 : undefined
const lowered =
  nobody === undefined ? [] : ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--']

function attempt(): string | undefined {
  if (spawnSync('bwrap', ['--version'], { stdio: 'ignore' }).error)
    return 'Scripts run only in a sandbox, and bubblewrap is not installed on the worker (Debian: apt-get install bubblewrap).'
  const [command = '', ...args] = [...lowered, 'bwrap', ...walls, '/usr/bin/true']
  const tried = spawnSync(command, args, { encoding: 'utf8', timeout: 10_000 })
  if (tried.status === 0) return undefined
  const reason = tried.error?.message ?? tried.stderr.trim().split('\n').at(-1)
  return `Scripts run only in a sandbox, and bubblewrap cannot make one here: ${reason}`
}

const systemFolders = ['/bin', '/lib', '/lib64', '/lib32', '/sbin']

/** Nothing of the machine but its programs, read only; no network, no other processes, no rights. */
const walls = [
  '--unshare-all',
  ...['--unshare-user', '--disable-userns'],
  '--die-with-parent',
  '--new-session',
  '--clearenv',
  ...['--cap-drop', 'ALL'],
  ...['--uid', '65534', '--gid', '65534', '--hostname', 'sandbox'],
  ...['--ro-bind', '/usr', '/usr'],
  ...systemFolders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => ['--symlink', `usr${folder}`, folder]),
  ...['--proc', '/proc', '--dev', '/dev', '--dir', '/etc'],
  ...['--size', String(memoryBytes), '--tmpfs', '/tmp', '--size', String(sharedBytes), '--tmpfs', '/dev/shm'],
]

/** The whole command line of a caged program. The groups' doors are passed through first, so that nothing runs outside the fence. */
export function cagedCommand(program: SandboxProgram, doors: readonly string[]): string[] {
  const environment = {
    PATH: searchPath,
    HOME: '/work',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    TMPDIR: '/tmp',
    ...program.environment,
  }
  const open = program.network
    ? [
        '--share-net',
        ...['/etc/resolv.conf', '/etc/ssl', '/etc/hosts'].flatMap((file) => ['--ro-bind-try', file, file]),
      ]
    : []
  const limits = [
    'prlimit',
    `--as=${memoryBytes * 2}`,
    `--fsize=${largestFile}`,
    '--nofile=1024',
    '--core=0',
    ...(countsBelow ? [`--nproc=${mostProcesses}`] : []),
    '--',
  ]
  const caged = [
    ...lowered,
    'bwrap',
    ...walls,
    ...open,
    ...namesakeLinks(),
    ...['--bind', program.folder, '/work', '--chdir', '/work'],
    ...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]),
    '--',
    ...limits,
    ...program.command,
  ]
  const enter =
    'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1" || exit 125; shift; n=$((n-1)); done; exec "$@"'
  return ['/bin/sh', '-c', enter, 'sandbox', String(doors.length), ...doors, ...caged]
}
