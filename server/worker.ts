import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type BundleOptions,
} from '@temporalio/worker'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { keepStaffing } from './approvals/staffing-duty.ts'
import { keepSealing } from './audit/duty.ts'
import { keepTelling } from './channels/duty.ts'
import { disconnect } from './db.ts'
import { env } from './env.ts'
import { log } from './log.ts'
import { keepMailing } from './mail/duty.ts'
import { keepDraining } from './outbox/drain.ts'
import { makeActivities } from './runs/activities.ts'
import { startSweep } from './runs/sweep-loop.ts'
import { disconnectTemporal } from './temporal.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface WorkerOptions {
  /** Undefined: the setting's. */
  taskQueue?: string
  /** Where the bundle of the workflow's code is kept; undefined: in the data folder. */
  bundleFolder?: string
  /** Milliseconds between two sweeps; 0: none. */
  sweepMs?: number
}

export interface RunningWorker {
  /** Lets running steps end for at most ten seconds; what does not is handed to the next worker. */
  stop(): Promise<void>
  /** Resolves when it has ended, and rejects when it broke. */
  ended: Promise<void>
}

/** Starts a worker in this process; it has the database and Temporal to itself until `stop`. */
export async function startWorker(options: WorkerOptions = {}): Promise<RunningWorker> {
  installRuntime()
  const {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    FORMWORK_HOME,
    FORMWORK_TASK_QUEUE,
  } = env()
  const codePath = await bundle(options.bundleFolder ?? path.join(FORMWORK_HOME, 'cache'))
  const connection = await connect(address)
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: options.taskQueue ?? FORMWORK_TASK_QUEUE,
    workflowBundle: { codePath },
    activities: makeActivities(),
    maxCachedWorkflows: 300,
    maxConcurrentActivityTaskExecutions: 100,
    maxConcurrentLocalActivityExecutions: 200,
    maxHeartbeatThrottleInterval: 2_000,
    // a dead worker's runs move to another one after this
    stickyQueueScheduleToStartTimeout: 2_000,
    shutdownGraceTime: 8_000,
    shutdownForceTime: 10_000,
  })
  const running = worker.run()
  const stopDraining = keepDraining()
  const sweep = options.sweepMs === 0 ? undefined : startSweep(options.sweepMs)
  const sealing = options.sweepMs === 0 ? undefined : keepSealing()
  const mailing = options.sweepMs === 0 ? undefined : keepMailing()
  const telling = options.sweepMs === 0 ? undefined : keepTelling()
  const staffing = options.sweepMs === 0 ? undefined : keepStaffing()
  const ended = running.finally(async () => {
    await stopDraining()
    await Promise.all([sweep?.stop(), sealing?.stop(), mailing?.stop(), telling?.stop(), staffing?.stop()])
    await connection.close()
  })
  return {
    ended,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown()
      await ended
    },
  }
}

let installed = false

/** Temporal's own messages go into this process's log. */
function installRuntime(): void {
  if (installed) return
  installed = true
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    const line = { temporal: meta?.['error'] === undefined ? undefined : String(meta['error']) }
    if (level === 'ERROR') log().error(line, message)
    else log().warn(line, message)
  })
  Runtime.install({
    logger,
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: 'WARN' } },
  })
}

/** Waits for a Temporal that still starts. */
async function connect(address: string): Promise<NativeConnection> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await NativeConnection.connect({ address })
    } catch (error) {
      if (attempt === 30) throw error
      await new Promise((next) => setTimeout(next, 1_000))
    }
  }
}

/** The workflow's code as one file, made again only when its sources change. */
async function bundle(folder: string): Promise<string> {
  const file = path.join(folder, `workflow-${sourceHash()}.js`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const own = (name: string) => path.join(root, 'engine/workflow', name)
  const workflowsPath = own('workflows.ts')
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    // evaluated once and not for each run: nothing in them is a run's own
    preloadModules: [own('stack-traces.ts'), workflowsPath],
    webpackConfigHook: forThisNode,
    logger: new DefaultLogger('ERROR'),
  })
  writeFileSync(`${file}.${process.pid}`, code)
  renameSync(`${file}.${process.pid}`, file)
  return file
}

type BundlerConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0]

/** The bundler spells the spread of an object out for a Node that has none; a run spreads at every step. */
function forThisNode(config: BundlerConfig): BundlerConfig {
  const rules = (config.module?.rules ?? []).map((rule) => {
    if (typeof rule !== 'object' || rule === null || String(rule.test) !== String(/\.ts$/)) return rule
    const { use } = rule
    if (typeof use !== 'object' || use === null || Array.isArray(use)) return rule
    const options = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, sourceMap: true }
    return { ...rule, use: { ...use, options } }
  })
  return { ...config, module: { ...config.module, rules } }
}

function sourceHash(): string {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)))
  hash.update(readFileSync(path.join(root, 'package-lock.json')))
  for (const folder of ['engine', 'generated/catalog']) {
    const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    for (const name of names.filter(isSource).sort())
      hash.update(name).update(readFileSync(path.join(root, folder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}

function isSource(name: string): boolean {
  return name.endsWith('.ts') && !name.endsWith('.test.ts')
}

/** The worker's process. It tells its parent `ready`, and drains on SIGTERM. */
async function main(): Promise<void> {
  const worker = await startWorker()
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    void worker.stop()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  log().info('worker ready')
  process.send?.('ready')
  await worker.ended
  await Promise.all([disconnectTemporal(), disconnect()])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().then(
    () => process.exit(0),
    (error: unknown) => {
      log().fatal({ error: String(error) }, 'The worker ended')
      process.exit(1)
    },
  )
}
