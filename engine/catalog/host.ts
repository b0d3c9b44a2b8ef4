import type { Json, JsonObject, LogLevel } from '#engine/flow/flow.ts'
import type { ExecutionHost } from './execution-host.ts'
import type { DatabaseHost, MailHost, NetworkHost } from './outside-host.ts'

/** What a task's activity may ask of the product. Supplied by the worker, one for each attempt; secrets are masked in all that leaves through it. */
export interface TaskHost {
  execution: { id: string; namespace: string; flowId: string; flowRevision: number }
  /** `value`: of the iteration, for a type that says it reads `taskrun.value`. */
  taskRun: { id: string; taskId: string; attempt: number; round: number; value?: string }
  /** Aborted when the run is killed, times out or the worker stops. */
  signal: AbortSignal
  /** Resolves when the lines are taken, so that a quick writer is held back. */
  log(level: LogLevel, message: string): Promise<void>
  /** Value of a secret in the flow's namespace; throws where there is none. Every value read is masked from then on. */
  secret(name: string): Promise<string>
  kv: KvHost
  /** Something measured: shown with the run, and summed up over runs. A timer's value is in milliseconds. */
  metric(metric: { name: string; type: MetricType; value: number; tags?: Record<string, string> }): void
  executions: ExecutionHost
  files: FileHost
  namespaceFiles: NamespaceFileHost
  http: HttpHost
  network: NetworkHost
  databases: DatabaseHost
  mail: MailHost
  sandbox: SandboxHost
  triggers: TriggerHost
  /** Of a type that plays the tasks that it holds itself. */
  inner: InnerPlayer
  cache: CacheHost
  /**
   * Evaluates a template of a property that the spec lists under `perItem`: an item's own values lie over what the task sees.
   * @throws Error for what cannot be evaluated
   */
  render(template: string, item: Readonly<Record<string, unknown>>): Promise<string>
  /** Runs a task of another type in this one's place: its rendered properties beside its `type`. What does not fit is a failure. */
  runAs(task: JsonObject): Promise<TaskResult>
  /** Tells how far a long task is: shown on the run page. */
  progress(done: number, total: number): void
}

export type MetricType = 'counter' | 'timer' | 'gauge'

/** The key-value store. Without a namespace the flow's own is meant; one of another tree (another first part) is refused. */
export interface KvHost {
  /** A living value; without a namespace also one of the namespaces above. Undefined: none. */
  get(key: string, namespace?: string): Promise<{ value: Json } | undefined>
  /** @returns whether it was written: with `overwrite` false a value that is there stays */
  set(key: string, write: KvHostWrite): Promise<boolean>
  /** @returns whether there was one */
  delete(key: string, namespace?: string): Promise<boolean>
  /** Keys that begin so, sorted. */
  keys(prefix: string, namespace?: string): Promise<string[]>
  /** Removes keys of namespaces. @returns how many */
  purge(which: KvHostPurge): Promise<number>
}

export interface KvHostWrite {
  value: Json
  /** Undefined: what the value shows by itself. */
  type?: 'STRING' | 'NUMBER' | 'BOOLEAN' | 'DATETIME' | 'DATE' | 'DURATION' | 'JSON'
  namespace?: string
  description?: string
  ttlMs?: number
  overwrite?: boolean
}

export interface KvHostPurge {
  namespaces: readonly string[]
  /** Also in namespaces below. */
  children: boolean
  /** `*` stands for any characters. */
  keyPattern?: string
  expiredOnly: boolean
}

export interface FileHost {
  /** Stores a file of the execution and answers its `kestra:///` address. Immutable; a second put of the same name makes a new address. */
  put(name: string, content: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredFile>
  /** Opens a file of an execution or of a namespace that this execution may read; throws for a foreign address. */
  open(uri: string): Promise<AsyncIterable<Uint8Array>>
  /**
   * Stores files that a task after this one plays one by one, and a file with their addresses, one a line.
   * @returns its address, and how many there are
   */
  putItems(items: AsyncIterable<StoredItem>): Promise<{ uri: string; count: number }>
  /** Copies a local file's bytes in, without holding them. */
  putPath(name: string, localPath: string): Promise<StoredFile>
  /** Writes a readable file of the execution to a local path. */
  fetchTo(uri: string, localPath: string): Promise<void>
  /** Bytes of a readable file; throws where there is none. */
  size(uri: string): Promise<number>
  /** Removes a readable file for good. @returns whether there was one */
  delete(uri: string): Promise<boolean>
  /** Removes all files of the execution for good. @returns their addresses */
  deleteAll(): Promise<string[]>
}

/** Files that a namespace keeps for its flows. One of another tree (another first part of the name) is refused. */
export interface NamespaceFileHost {
  /** All files of a namespace as they stand, by path; without a name the flow's own is meant. Their addresses are opened by `FileHost`. */
  list(namespace?: string): Promise<NamespaceFile[]>
}

export interface NamespaceFile {
  /** `scripts/main.py`. */
  path: string
  uri: string
  /** Bytes. */
  size: number
}

export interface StoredItem {
  name: string
  content: AsyncIterable<Uint8Array> | Uint8Array
}

export interface TriggerHost {
  /** Switches a trigger on or off, in the namespace of the execution or below it. @returns why not, in words */
  setEnabled(
    trigger: { namespace: string; flowId: string; triggerId: string },
    enabled: boolean,
  ): Promise<string | undefined>
}

export interface InnerPlayer {
  /**
   * Plays the tasks that the task holds one after the other, all in this folder, and tells of their task runs while they last.
   * After one that failed no further one begins.
   * @returns what they come to
   */
  play(folder: string): Promise<{ state: 'SUCCESS' | 'WARNING' | 'FAILED'; message?: string }>
}

/** Files that a task leaves to its next execution: of this flow, and in a loop of the same value. */
export interface CacheHost {
  /** Lays them into an empty folder, where there are any. @returns their names; undefined: none, or they are too old */
  restore(folder: string): Promise<string[] | undefined>
  /** Keeps files of a folder in place of those that there were. Undefined milliseconds: until others come. */
  keep(folder: string, names: readonly string[], ttlMs?: number): Promise<void>
}

export interface StoredFile {
  uri: string
  name: string
  /** Bytes. */
  size: number
  sha256: string
}

export interface HttpHost {
  /** A call to the outside behind the guard: private and local addresses are refused unless a setting allows them; the address is resolved once and pinned. */
  request(call: HttpCall): Promise<HttpAnswer>
  /** The same, with the body as it comes: to be read to its end or discarded. */
  open(call: HttpCall): Promise<HttpStream>
}

export interface HttpCall {
  uri: string
  method: string
  headers: Record<string, string>
  /** A function is called anew where a redirect wants the body again. */
  body?: string | Uint8Array | (() => AsyncIterable<Uint8Array>)
  /** For the whole call, its body included; undefined: no limit of its own. */
  timeoutMs?: number
  /** Until there is a connection. */
  connectTimeoutMs?: number
  /** Without a byte from the other side. */
  idleTimeoutMs?: number
  followRedirects: boolean
  /** Bytes; a longer body is an error. */
  maxBytes: number
  signal: AbortSignal
}

export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

export interface HttpStream extends Omit<HttpAnswer, 'body'> {
  /** Fails where it is longer than the call allows, late or cut off. */
  body: AsyncIterable<Uint8Array>
  /** Lets go of a body that nobody reads. */
  discard(): Promise<void>
}

export interface SandboxHost {
  /** Runs a program in a folder of its own, with nothing else of the machine to see. Never throws for the program's own failure. */
  run(program: SandboxProgram): Promise<SandboxEnd>
  /** Makes an empty work folder that is removed after the attempt. */
  workFolder(): Promise<string>
  /** The same for the attempt alone, also where the tasks of a working directory share theirs. */
  ownFolder(): Promise<string>
  /** Where a program finds its folder: `/work`, or the folder itself where an operator has switched the sandbox off. */
  seenAt(folder: string): string
}

export interface SandboxProgram {
  /** Program and arguments, looked up on the sandbox's own PATH. */
  command: string[]
  folder: string
  environment: Record<string, string>
  network: boolean
  /** Undefined: no limit of its own. */
  timeoutMs?: number
  onLine(stream: 'stdout' | 'stderr', line: string): Promise<void>
  signal: AbortSignal
}

export type SandboxEnd =
  | { kind: 'exited'; code: number }
  | { kind: 'timed-out' }
  | { kind: 'cancelled' }
  /** `stopped`: it had begun, and took more than it may. */
  | { kind: 'refused' | 'stopped'; reason: string }

/** How one attempt of a task ended; `variables` are added to those of the execution, with `keepVariables` only where none of them is there yet; `labels` are set on it. A failure of the task is a result; only a failure of the machine throws. */
export type TaskResult =
  | {
      state: 'SUCCESS' | 'WARNING'
      outputs: JsonObject
      /** Names of outputs that are kept encrypted, whatever they hold. */
      sealed?: readonly string[]
      variables?: JsonObject
      keepVariables?: boolean
      labels?: Record<string, string>
      /** Variables of the execution to remove. */
      unset?: { names: string[]; ignoreMissing: boolean }
    }
  | { state: 'FAILED'; message: string; outputs?: JsonObject; sealed?: readonly string[] }

/** The default export's shape of every `activity.ts`: properties are rendered and parsed by the type's spec. */
export type TaskActivity<P = Record<string, Json>> = (properties: P, host: TaskHost) => Promise<TaskResult>
