import { buildGraph } from '#engine/flow/graph/build-graph.ts'
import { drawingOf } from '#engine/flow/graph/layout.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { graphView } from '#server/flows/graph-view.ts'
import { kestraFlow } from '#server/flows/kestra-view.ts'
import { sourceOf } from '#server/flows/source.ts'
import { partView, validationView } from '#server/flows/validation-view.ts'
import { given, suite } from './facts.ts'

interface Written {
  id: string
  namespace: string
  source: string
}

const answer = (status: number, body: unknown) => ({ status, body, text: JSON.stringify(body) })
const noServer = () => {
  throw new Error('needs a server')
}

/** Stands for the server: what the language answers without a database. */
export async function inProcess() {
  const { FlowFiles } = await suite('flow-files.mjs')
  const flows = new Map<string, Written>()
  const find = (namespace = '', id = '') => flows.get(`${namespace}/${id}`)
  const deploy = (flow: Written) => {
    const { constraints } = validationView(flow.source, 0)
    if (constraints !== undefined) return answer(422, { message: constraints })
    flows.set(`${flow.namespace}/${flow.id}`, flow)
    return undefined
  }
  const get = (path: string) => {
    const { pathname, searchParams } = new URL(path, 'http://x')
    const [, , namespace, id, last] = pathname.split('/').map(decodeURIComponent)
    const found = find(namespace, id)
    if (!found) return answer(404, { message: `There is no flow ${id}` })
    return answer(200, last === 'graph' ? graphOf(found, searchParams.getAll('subflows')) : shown(found))
  }
  const call = (
    method: string,
    path: string,
    { body = '', type = '' }: { body?: string; type?: string } = {},
  ) => {
    if (method === 'GET') return get(path.replace('/api/v1', ''))
    const text = sourceOf(body, type)
    if (path.endsWith('/validate/task')) return answer(200, partView(text, 'tasks'))
    if (path.endsWith('/validate/trigger')) return answer(200, partView(text, 'triggers'))
    if (path.endsWith('/validate')) return answer(200, [validationView(text, 0)])
    if (method === 'POST' && path === '/flows') return deploy(describe(text)) ?? answer(200, {})
    return noServer()
  }
  const graphOf = ({ source }: Written, expand: string[]) => {
    const { flow } = parseFlow(source, vocabulary)
    if (!flow) throw new Error('deployed with problems')
    const unfold = (uid: string) => {
      const task = expand.includes(uid) ? flow.tasks.find(({ id }) => uid.endsWith(`.${id}`)) : undefined
      const called = task && vocabulary.tasks.get(task.type)?.calls?.(task.properties)
      const child = called && find(called.namespace ?? flow.namespace, called.flowId)
      return child && parseFlow(child.source, vocabulary).flow
    }
    return graphView(buildGraph({ flow, ...drawingOf(vocabulary), unfold }), { sources: [source] })
  }
  const shown = ({ source }: Written) => {
    const { flow } = parseFlow(source, vocabulary)
    if (!flow) throw new Error('deployed with problems')
    const times = { updatedAt: new Date(0), disabled: flow.disabled, deleted: false }
    return kestraFlow({ flow, source, ...times })
  }
  return {
    have: new Set(['encryption']),
    wording: 'loose',
    timeoutMs: 1000,
    files: Reflect.construct(FlowFiles ?? noServer, [{ dir: `${given}/flows` }]) as object,
    store: { deploy: async (flow: Written) => deploy(flow), remove: async () => undefined },
    client: {
      get: async (path: string) => get(path),
      call: async (method: string, path: string, body?: { body?: string; type?: string }) =>
        call(method, path, body),
      yaml: async (method: string, path: string, body: string) => call(method, path, { body }),
      start: noServer,
      multipart: noServer,
    },
  }
}

function describe(source: string): Written {
  const { flow, namespace } = validationView(source, 0)
  return { id: flow ?? '', namespace: namespace ?? '', source }
}
