import type { Flow, JsonObject, Task, Trigger } from '../flow.ts'

/** How one node follows another. */
export type RelationType =
  'SEQUENTIAL' | 'CHOICE' | 'ERROR' | 'FINALLY' | 'AFTER_EXECUTION' | 'PARALLEL' | 'DYNAMIC'

export type BranchType = 'ERROR' | 'FINALLY' | 'AFTER_EXECUTION'

/** How the children of a task stand to each other. */
export type Layout = 'sequential' | 'parallel' | 'choice' | 'loop' | 'parallel-loop'

export interface Relation {
  relationType?: RelationType
  /** The case of a choice, or the value of a loop. */
  value?: string
}

/** A task run, where the graph is of an execution. */
export interface DrawnRun {
  id: string
  taskId: string
  parentTaskRunId?: string
  value?: string
}

interface NodeBase {
  /** Path of ids from `root`, with the values of the loops around: `root.each.log_a`. */
  uid: string
  branchType?: BranchType
}

export type GraphNode = NodeBase &
  (
    | { kind: 'start' | 'end' | 'join' }
    | { kind: 'trigger'; trigger: Trigger }
    | {
        /** `call`: its task starts another flow. */
        kind: 'task' | 'call'
        task: Task
        run?: DrawnRun
        /** Of the loops around and its own, outermost first. */
        values?: string[]
        relationType: RelationType
      }
  )

export interface GraphEdge {
  source: string
  target: string
  relation: Relation
}

/** A task with its children, the triggers, or a flow that was unfolded. */
export interface GraphCluster {
  uid: string
  /** Uid of the node of its own task. */
  taskNode?: string
  branchType?: BranchType
  relationType?: RelationType
  /** Uids of what lies directly in it. */
  nodes: string[]
  /** Uids of the clusters around it, outermost first. */
  parents: string[]
  start: string
  end: string
}

export interface FlowGraph {
  nodes: GraphNode[]
  edges: GraphEdge[]
  clusters: GraphCluster[]
}

export interface GraphOf {
  flow: Flow
  /** Undefined: the graph of the flow itself. */
  runs?: readonly DrawnRun[]
  layoutOf: (task: Task) => Layout
  /** Whether the task starts another flow. */
  isCall: (task: Task) => boolean
  /** The flow to draw in place of the call with this uid; undefined leaves it folded. */
  unfold: (uid: string) => Flow | undefined
}

/** What a type says of the way in which its children are drawn. */
export type LayoutOfType = Layout | ((properties: JsonObject) => Layout)
