import type { Json, JsonObject, LogLevel } from '#engine/flow/flow.ts'

/** What a task's activity may ask of the product. Supplied by the worker, one for each attempt; secrets are masked in all that leaves through it. */
export interface TaskHost {
  execution: { id: string; namespace: string; flowId: string; flowRevision: number }
  taskRun: { id: string; taskId: string; attempt: number; round: number }
  /** Aborted when the run is killed, times out or the worker stops. */
  signal: AbortSignal
  /** Resolves when the lines are taken, so that a quick writer is held back. */
  log(level: LogLevel, message: string): Promise<void>
  /** Value of a secret in the flow's namespace; throws where there is none. Every value read is masked from then on. */
  secret(name: string): Promise<string>
  files: FileHost
  http: HttpHost
  sandbox: SandboxHost
  /** Tells how far a long task is: shown on the run page. */
  progress(done: number, total: number): void
}

export interface FileHost {
  /** Stores a file of the execution and answers its `kestra:///` address. Immutable; a second put of the same name makes a new address. */
  put(name: string, content: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredFile>
  /** Opens a file that this execution may read; throws for a foreign address. */
  open(uri: string): Promise<AsyncIterable<Uint8Array>>
  /** Copies a local file's bytes in, without holding them. */
  putPath(name: string, localPath: string): Promise<StoredFile>
  /** Writes a readable file of the execution to a local path. */
  fetchTo(uri: string, localPath: string): Promise<void>
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
}

export interface HttpCall {
  uri: string
  method: string
  headers: Record<string, string>
  body?: string | Uint8Array
  timeoutMs: number
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

export interface SandboxHost {
  /** Runs a program in a folder of its own, with nothing else of the machine to see. Never throws for the program's own failure. */
  run(program: SandboxProgram): Promise<SandboxEnd>
  /** Makes an empty work folder that is removed after the attempt. */
  workFolder(): Promise<string>
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
  | { kind: 'refused'; reason: string }

/** How one attempt of a task ended; `variables` are added to those of the execution, with `keepVariables` only where none of them is there yet. A failure of the task is a result; only a failure of the machine throws. */
export type TaskResult =
  | { state: 'SUCCESS' | 'WARNING'; outputs: JsonObject; variables?: JsonObject; keepVariables?: boolean }
  | { state: 'FAILED'; message: string; outputs?: JsonObject }

/** The default export's shape of every `activity.ts`: properties are rendered and parsed by the type's spec. */
export type TaskActivity<P = Record<string, Json>> = (properties: P, host: TaskHost) => Promise<TaskResult>
