import { rm } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { FileHost, InnerPlayer, SandboxHost, TaskHost } from '#engine/catalog/host.ts'
import { cacheHost } from '#server/files/caches.ts'
import { putItems } from '#server/files/items.ts'
import { deleteFile, deleteOwnFiles } from '#server/files/delete-files.ts'
import { putFile, putPath } from '#server/files/put-file.ts'
import { withPostgres } from '#server/databases/postgres.ts'
import { judgedAddress } from '#server/http/agent.ts'
import { open, request } from '#server/http/request.ts'
import { postLetter } from '#server/letters/post-letter.ts'
import { seenAt } from '#server/sandbox/bare.ts'
import { runInSandbox } from '#server/sandbox/run.ts'
import { makeWorkFolder } from '#server/sandbox/work-folders.ts'
import { toggleTrigger } from '#server/triggers/toggle-trigger.ts'
import type { Rendering } from './rendering.ts'
import { executionHost } from './execution-host.ts'
import { namespaceFileHost } from './namespace-file-host.ts'
import { openReadable, sizeOfReadable } from './readable-file.ts'
import { itemRenderer } from './render-properties.ts'
import { runAs } from './run-as.ts'
import type { TaskLog } from './task-log.ts'
import type { TaskMetrics } from './task-metrics.ts'
import type { TaskCall } from './types.ts'

/** What a host is made from. */
export interface HostParts {
  call: TaskCall
  rendering: Rendering
  log: TaskLog
  metrics: TaskMetrics
  /** Plays the tasks that the task holds. */
  play: InnerPlayer['play']
}

export interface AttemptHost {
  host: TaskHost
  /** Removes the work folders. */
  close(): Promise<void>
}

/** What one attempt may ask of the product; all text that leaves through it is masked. */
export function makeHost({ call, rendering, log, metrics, play }: HostParts): AttemptHost {
  const folders: string[] = []
  const host: TaskHost = {
    execution: {
      id: call.executionId,
      namespace: call.namespace,
      flowId: call.flowId,
      flowRevision: call.flowRevision,
    },
    taskRun: {
      id: call.taskRunId,
      taskId: call.taskId,
      attempt: call.attempt,
      round: call.round,
      value: valueOf(call),
    },
    signal: call.signal,
    log: (level, message) => log.write(level, rendering.mask.text(message)),
    secret: (name) => rendering.secret(name),
    kv: rendering.kv,
    metric: (metric) => metrics.add(metric),
    executions: executionHost(call),
    files: fileHost(call),
    namespaceFiles: namespaceFileHost(call.namespace),
    http: { request, open },
    network: { address: judgedAddress },
    databases: { postgres: (place, work) => withPostgres(place, call.signal, work) },
    mail: { post: (letter) => postLetter(call, letter) },
    sandbox: sandboxHost(folders, call.folder),
    triggers: { setEnabled: (key, enabled) => toggleTrigger(call.namespace, key, enabled) },
    inner: { play },
    cache: cacheHost({ ...call, value: valueOf(call) }),
    render: itemRenderer(call, rendering),
    runAs: (task) => runAs(task, host),
    progress: (done, total) => call.heartbeat({ done, total }),
  }
  const close = async () =>
    void (await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))
  return { host, close }
}

/** Of the iteration, where the type asked for it. */
function valueOf({ context: { taskrun } }: TaskCall): string | undefined {
  const found =
    typeof taskrun === 'object' && taskrun !== null && !Array.isArray(taskrun) ? taskrun.value : undefined
  return typeof found === 'string' ? found : undefined
}

function fileHost(call: TaskCall): FileHost {
  const owner = { namespace: call.namespace, flowId: call.flowId, executionId: call.executionId }
  return {
    put: (name, content) => putFile({ owner, name, content }),
    putItems: (items) => putItems({ ...owner, taskRunId: call.taskRunId, taskId: call.taskId }, items),
    putPath: (name, localPath) => putPath({ owner, name }, localPath),
    open: (uri) => openReadable(call, uri),
    fetchTo: async (uri, localPath) =>
      pipeline(await openReadable(call, uri), createWriteStream(localPath, { flags: 'wx' })),
    size: (uri) => sizeOfReadable(call, uri),
    delete: (uri) => deleteFile(call.executionId, uri),
    deleteAll: () => deleteOwnFiles(call.executionId),
  }
}

function sandboxHost(folders: string[], shared: string | undefined): SandboxHost {
  const ownFolder = async () => {
    const folder = await makeWorkFolder()
    folders.push(folder)
    return folder
  }
  return { run: runInSandbox, seenAt, ownFolder, workFolder: async () => shared ?? ownFolder() }
}
