import { z } from 'zod'
import { filters, functions } from '#engine/flow/expressions/words.ts'
import { route, type Route } from '#server/api/route.ts'
import { documentationOf, schemaOf } from './documentation.ts'
import { inputTypes, pluginIcon, pluginIcons, pluginList } from './plugins.ts'

const tag = 'Plugins'
/** The language is no secret among those who may sign in. */
const permission = 'signed-in'
const name = z.string().min(1).max(200)
const icon = z.object({ name: z.string(), icon: z.string(), flowable: z.boolean(), monochrome: z.boolean() })
const schema = z.record(z.string(), z.unknown())
const documentation = z.object({
  markdown: z.string(),
  schema: z.object({ properties: schema, outputs: schema, definitions: schema }),
})

const plugins = [
  route({
    method: 'GET',
    path: '/plugins',
    tag,
    summary: 'List the types of tasks and triggers',
    permission,
    answer: z.object({ results: z.array(z.looseObject({ name: z.string() })), total: z.int() }),
    handle: async () => pluginList(),
  }),
  route({
    method: 'GET',
    path: '/plugins/icons',
    tag,
    summary: 'The icons of tasks and triggers, under every name that these have',
    permission,
    answer: z.record(z.string(), icon),
    handle: async () => pluginIcons(),
  }),
  route({
    method: 'GET',
    path: '/plugins/icons/{cls}',
    tag,
    summary: 'The icon of a task or trigger',
    permission,
    params: z.object({ cls: name }),
    answer: z.object({ icon }),
    handle: async ({ params }) => pluginIcon(params.cls),
  }),
  route({
    method: 'GET',
    path: '/plugins/inputs',
    tag,
    summary: 'List the types of inputs',
    permission,
    answer: z.array(z.object({ type: z.string(), cls: z.string() })),
    handle: async () => inputTypes(),
  }),
  route({
    method: 'GET',
    path: '/plugins/inputs/{type}',
    tag,
    summary: 'What a type of input is, with the JSON Schema of its options',
    permission,
    params: z.object({ type: name }),
    answer: documentation,
    handle: async ({ params }) => documentationOf(params.type, 'fields'),
  }),
  route({
    method: 'GET',
    path: '/plugins/schemas/{type}',
    tag,
    summary: 'The JSON Schema of a flow, task, trigger or app',
    permission,
    params: z.object({ type: name }),
    answer: schema,
    handle: async ({ params }) => schemaOf(params.type),
  }),
  route({
    method: 'GET',
    path: '/plugins/{cls}',
    tag,
    summary: 'What a task, trigger or input is, with the JSON Schemas of its properties and outputs',
    permission,
    params: z.object({ cls: name }),
    answer: documentation,
    handle: async ({ params }) => documentationOf(params.cls),
  }),
] satisfies Route[]

const pebble = [
  route({
    method: 'GET',
    path: '/pebble/functions',
    tag,
    summary: 'List the functions of expressions',
    permission,
    answer: z.array(z.object({ name: z.string(), description: z.string(), arguments: z.array(z.unknown()) })),
    handle: async () => functions.map((word) => ({ ...word, arguments: [] })),
  }),
  route({
    method: 'GET',
    path: '/pebble/filters',
    tag,
    summary: 'List the filters of expressions',
    permission,
    answer: z.array(z.string()),
    handle: async () => filters.map((word) => word.name),
  }),
] satisfies Route[]

/** The language as data, for editors and tools. */
export const routes: Route[] = [...plugins, ...pebble]
