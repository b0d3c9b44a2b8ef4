import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseApp } from '#engine/flow/parse/parse-app.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'

const folder = path.resolve('examples')
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
const apps = files.filter((name) => name.endsWith('.app.yaml'))
const flows = files.filter((name) => !name.endsWith('.app.yaml'))

describe('the flows that ship', () => {
  it.each(flows)('%s has no problem', (name) => {
    expect(parseFlow(read(name), vocabulary).problems).toEqual([])
  })

  it.each(apps)('%s has no problem, and its flow is there', (name) => {
    const { app, problems } = parseApp(read(name), vocabulary)
    expect(problems).toEqual([])
    const { flow } = parseFlow(read(name.replace('.app.yaml', '.yaml')), vocabulary)
    expect([flow?.namespace, flow?.id]).toEqual([app?.flows[0].namespace, app?.flows[0].flowId])
  })
})
