import type {
  BranchType,
  FlowGraph,
  GraphCluster,
  GraphEdge,
  GraphNode,
  Relation,
  RelationType,
} from './types.ts'

type TaskNode = Extract<GraphNode, { kind: 'task' | 'call' }>

/** A part of the graph that has one way in and one way out, while it is drawn. */
export class Cluster {
  readonly start: string
  readonly end: string
  readonly members: (GraphNode | Cluster)[]
  readonly edges: GraphEdge[] = []

  constructor(
    /** Without the prefix that tells it from its own task's node. */
    readonly path: string,
    readonly own: { node?: TaskNode; relationType?: RelationType; branchType?: BranchType } = {},
  ) {
    const { branchType, node } = own
    this.start = `${path}.@start`
    this.end = `${path}.@end`
    this.members = [
      { kind: 'start', uid: this.start, branchType },
      { kind: 'end', uid: this.end, branchType },
    ]
    if (node) {
      this.members.push(node)
      this.link(this.start, node.uid)
    }
  }

  get uid(): string {
    return `cluster_${this.path}`
  }

  link(source: string, target: string, relation: Relation = {}): void {
    this.edges.push({ source, target, relation })
  }
}

/** Where an edge to a part of the graph goes. */
export function entryOf(member: GraphNode | Cluster): string {
  return member instanceof Cluster ? member.start : member.uid
}

/** Where an edge from a part of the graph begins. */
export function exitOf(member: GraphNode | Cluster): string {
  return member instanceof Cluster ? member.end : member.uid
}

/** The parts as lists: outer nodes and edges come before inner ones. */
export function flatten(root: Cluster): FlowGraph {
  const graph: FlowGraph = { nodes: [], edges: [], clusters: [] }
  collect(root, [], graph)
  return graph
}

function collect(cluster: Cluster, parents: string[], graph: FlowGraph): void {
  graph.edges.push(...cluster.edges)
  for (const member of cluster.members) {
    if (!(member instanceof Cluster)) graph.nodes.push(member)
    else {
      graph.clusters.push(described(member, parents))
      collect(member, [...parents, member.uid], graph)
    }
  }
}

function described(cluster: Cluster, parents: string[]): GraphCluster {
  const { uid, start, end, own, members } = cluster
  return {
    uid,
    taskNode: own.node?.uid,
    branchType: own.branchType,
    relationType: own.relationType,
    nodes: members.map((member) => member.uid),
    parents,
    start,
    end,
  }
}
