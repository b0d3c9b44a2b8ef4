import type { ShownValue } from './approvals/types.ts'
import type { JsonObject, LogLevel } from './flow.ts'

/** A block of a page as the server made it for one reader: nothing is left to evaluate. */
export interface BlockView {
  /** Its place in the layout, which stays while the source does: `0`, `2.1.0`. */
  id: string
  /** Canonical type: its component is `blocks[type]` of the generated list. */
  type: string
  /** Rendered, in the reader's language; what the spec calls Markdown is HTML that may be shown as it is. */
  properties: JsonObject
  /** What the block shows; its shape follows from the block's needs. */
  data?: BlockData
  /** Of blocks that hold blocks. */
  parts?: BlockPartView[]
  /** A template could not be evaluated; why, only for who may edit the app. Without `why` the reader is told that a part is missing. */
  problem?: { why?: string }
}

export interface BlockPartView {
  label?: string
  width?: number
  blocks: BlockView[]
}

/** What blocks show besides their properties, by what they need. */
export interface BlockData {
  /** `inputs`, `outputs`, `values`: labels with values in words. */
  values?: HelpedValue[]
  /** `logs`: the last ones, in order. */
  lines?: LogLineView[]
  /** `logs`: there are earlier lines. */
  more?: boolean
  /** `table`, `chart`. */
  rows?: JsonObject[]
  /** `table`: in order, with their headings. */
  columns?: { id: string; label: string }[]
  /** `table`: rows that there are, of which `rows` are the first. */
  total?: number
  /** `image`, `download-logs-button`: where it is read from. */
  href?: string
  /** `failure`: what went wrong, in words, and what it was told by. */
  failure?: FailureView
}

/** A value with what its author says about it. */
export interface HelpedValue extends ShownValue {
  help?: string
}

export interface LogLineView {
  /** ISO 8601. */
  at: string
  level: LogLevel
  taskId?: string
  message: string
}

export interface FailureView {
  /** Why a start was refused. */
  message?: string
  /** Title of the stage where it stopped. */
  stage?: string
  /** Who was told. */
  told?: string
  /** Only for who may read executions: the failed task, and the last lines that it wrote. */
  trace?: { taskId: string; lines: string[] }
}
