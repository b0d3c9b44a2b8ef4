import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { FileHost, SandboxHost, TaskHost } from '#engine/catalog/host.ts'
import { openFile } from '#server/files/open-file.ts'
import { putFile, putPath } from '#server/files/put-file.ts'
import { request } from '#server/http/request.ts'
import { runInSandbox } from '#server/sandbox/run.ts'
import type { Rendering } from './rendering.ts'
import type { TaskLog } from './task-log.ts'
import type { TaskCall } from './types.ts'

/** What a host is made from. */
export interface HostParts {
  call: TaskCall
  rendering: Rendering
  log: TaskLog
}

export interface AttemptHost {
  host: TaskHost
  /** Removes the work folders. */
  close(): Promise<void>
}

/** What one attempt may ask of the product; all text that leaves through it is masked. */
export function makeHost({ call, rendering, log }: HostParts): AttemptHost {
  const folders: string[] = []
  const host: TaskHost = {
    execution: {
      id: call.executionId,
      namespace: call.namespace,
      flowId: call.flowId,
      flowRevision: call.flowRevision,
    },
    taskRun: { id: call.taskRunId, taskId: call.taskId, attempt: call.attempt, round: call.round },
    signal: call.signal,
    log: (level, message) => log.write(level, rendering.mask.text(message)),
    secret: async (name) => rendering.secret(name),
    files: fileHost(call),
    http: { request },
    sandbox: sandboxHost(folders),
    progress: (done, total) => call.heartbeat({ done, total }),
  }
  const close = async () =>
    void (await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))
  return { host, close }
}

function fileHost(call: TaskCall): FileHost {
  const owner = { namespace: call.namespace, flowId: call.flowId, executionId: call.executionId }
  return {
    put: (name, content) => putFile({ owner, name, content }),
    putPath: (name, localPath) => putPath({ owner, name }, localPath),
    open: (uri) => openFile(call.executionId, uri),
    fetchTo: async (uri, localPath) =>
      pipeline(await openFile(call.executionId, uri), createWriteStream(localPath, { flags: 'wx' })),
  }
}

function sandboxHost(folders: string[]): SandboxHost {
  return {
    run: runInSandbox,
    workFolder: async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'formwork-work-'))
      folders.push(folder)
      return folder
    },
  }
}
