import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { SandboxProgram } from '#engine/catalog/host.ts'
import { countsBelow, limits } from './limits.ts'
import { namesakeLinks, searchPath } from './programs.ts'

const sharedBytes = 64 * 1024 ** 2

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
export const lowered =
  nobody === undefined ? [] : ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--']

function attempt(): string | undefined {
  if (spawnSync('bwrap', ['--version'], { stdio: 'ignore' }).error)
    return 'Scripts run only in a sandbox, and bubblewrap is not installed on the worker (Debian: apt-get install bubblewrap).'
  const [command = '', ...args] = [...lowered, 'bwrap', ...walls(), '/usr/bin/true']
  const tried = spawnSync(command, args, { encoding: 'utf8', timeout: 10_000 })
  if (tried.status === 0) return undefined
  const reason = tried.error?.message ?? tried.stderr.trim().split('\n').at(-1)
  return `Scripts run only in a sandbox, and bubblewrap cannot make one here: ${reason}`
}

const systemFolders = ['/bin', '/lib', '/lib64', '/lib32', '/sbin']

/** Nothing of the machine but its programs, read only; no network, no other processes, no rights. */
const walls = () => [
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
  ...['--size', String(limits().memoryBytes), '--tmpfs', '/tmp'],
  ...['--size', String(sharedBytes), '--tmpfs', '/dev/shm'],
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
  const { memoryBytes, diskBytes, cpuSeconds, processes } = limits()
  const limited = [
    'prlimit',
    `--as=${memoryBytes * 2}`,
    `--fsize=${diskBytes}`,
    // it is told first, so that its end has a name
    `--cpu=${cpuSeconds}:${cpuSeconds + 5}`,
    '--nofile=1024',
    '--core=0',
    ...(countsBelow ? [`--nproc=${processes}`] : []),
    '--',
  ]
  const caged = [
    ...lowered,
    'bwrap',
    ...walls(),
    ...open,
    ...namesakeLinks(),
    ...['--bind', program.folder, '/work', '--chdir', '/work'],
    ...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]),
    '--',
    ...limited,
    ...program.command,
  ]
  return throughDoors(doors, caged)
}

/** A command that enters the groups of its fence before it begins. */
export function throughDoors(doors: readonly string[], command: readonly string[]): string[] {
  const enter =
    'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1" || exit 125; shift; n=$((n-1)); done; exec "$@"'
  return ['/bin/sh', '-c', enter, 'sandbox', String(doors.length), ...doors, ...command]
}
