import type { State } from '#engine/flow/flow.ts'

/** What is read of the graph of a flow as REST answers it. */
export interface GraphAnswer {
  nodes: {
    uid: string
    branchType?: Branch
    task?: { id: string; type: string; disabled?: unknown }
    triggerDeclaration?: { id: string; type: string; disabled?: unknown }
  }[]
  edges: { source: string; target: string; relation?: { relationType?: string; value?: string } }[]
  clusters: {
    cluster: { uid: string; branchType?: Branch; taskNode?: { uid: string; task?: { id: string } } }
    /** Uids of what lies directly in it, of clusters too. */
    nodes: string[]
    /** Uids of the clusters around it, outermost first. */
    parents: string[]
    start: string
  }[]
}

/** What is done only in the end, or after a failure. */
type Branch = 'ERROR' | 'FINALLY' | 'AFTER_EXECUTION'

/** A task, a trigger, or a dot at which ways come together. */
export interface ShapeNode {
  uid: string
  kind: 'task' | 'trigger' | 'dot'
  /** Of the task or trigger. */
  id: string
  type: string
  disabled: boolean
  branch?: Branch
}

interface ShapeCluster {
  uid: string
  /** Id of its task; absent: the triggers. */
  title?: string
  branch?: Branch
  /** Uid of the cluster around it. */
  parent?: string
  members: string[]
}

export interface ShapeEdge {
  source: string
  target: string
  /** The case of a choice. */
  value?: string
  branch?: Branch
}

/** How the runs of one task stand. */
export interface TaskState {
  /** Of what goes on, else the gravest. */
  state: State
  count: number
}

/** A graph as it is drawn. */
export interface Shape {
  nodes: ShapeNode[]
  clusters: ShapeCluster[]
  edges: ShapeEdge[]
}

const branches: readonly string[] = ['ERROR', 'FINALLY', 'AFTER_EXECUTION'] satisfies Branch[]

/** The graph as it is drawn: a cluster begins with its own task, and what begins with nothing needs no dot. */
export function shapeOf({ nodes, edges, clusters }: GraphAnswer): Shape {
  const begins = new Map(clusters.map(({ start, cluster }) => [start, cluster.taskNode?.uid]))
  const isKept = (uid: string) => !begins.has(uid)
  const standIn = (uid: string) => begins.get(uid) ?? uid
  return {
    nodes: nodes.filter(({ uid }) => isKept(uid)).map(nodeOf),
    clusters: clusters.map(({ cluster, nodes: members, parents }) => ({
      uid: cluster.uid,
      title: cluster.taskNode?.task?.id,
      branch: cluster.branchType,
      parent: parents.at(-1),
      members: members.filter(isKept),
    })),
    edges: edges
      .map(({ source, target, relation }) => ({
        source: standIn(source),
        target: standIn(target),
        value: relation?.value,
        branch: branchOf(relation?.relationType),
      }))
      .filter(({ source, target }) => source !== target && isKept(source) && isKept(target)),
  }
}

function nodeOf({ uid, task, triggerDeclaration, branchType }: GraphAnswer['nodes'][number]): ShapeNode {
  const of = task ?? triggerDeclaration
  return {
    uid,
    kind: task ? 'task' : triggerDeclaration ? 'trigger' : 'dot',
    id: of?.id ?? '',
    type: of?.type ?? '',
    disabled: of?.disabled === true || of?.disabled === 'true',
    branch: branchType,
  }
}

function branchOf(relation: string | undefined): Branch | undefined {
  return relation !== undefined && branches.includes(relation) ? (relation as Branch) : undefined
}
