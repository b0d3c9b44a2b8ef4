import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'

/** Flows that others have published for their own product; a checkout without them plays none. */
const folder = fileURLToPath(new URL('../../../shared/kestra/blueprints/flows', import.meta.url))
const names = existsSync(folder) ? readdirSync(folder) : []

/** What we do not have: types, properties of types that we have, words of templates. */
const lacks = ['unknown-type', 'unknown-property', 'not-supported']

/** Mistakes of the published flows themselves, which are refused at save rather than found at a start. */
const theirs: Readonly<Record<string, readonly string[]>> = {
  'ai-gdpr-breach-notification.yaml': ['invalid-value inputs[1].defaults'],
  'ai-gdpr-dpia-assistant.yaml': ['template tasks[5].messageText'],
  'dropbox-backup-to-s3.yaml': ['template tasks[2].value'],
  'dropbox-hr-resume-intake.yaml': ['template tasks[1].tasks[0].condition'],
  'influxdb-load-query-data.yaml': ['template variables.influxdb_url', 'template variables.api_token'],
}

/** Without what only the catalog of flows reads. */
function sourceOf(name: string): string {
  return readFileSync(`${folder}/${name}`, 'utf8').replace(/^extend:.*\n(?:[ \t].*(?:\n|$)|\n)*/m, '')
}

describe.runIf(names.length > 0)('published flows', () => {
  test.each(names)('%s is accepted, or refused for what we do not have', (name) => {
    const { flow, problems } = parseFlow(sourceOf(name), vocabulary)
    const others = problems
      .filter(({ code }) => !lacks.includes(code))
      .map(({ code, path }) => `${code} ${path}`)
    expect(others).toEqual(theirs[name] ?? [])
    expect(flow === undefined).toBe(problems.length > 0)
  })

  test('how many are accepted is told', () => {
    const accepted = names.filter((name) => parseFlow(sourceOf(name), vocabulary).flow)
    console.info(`${accepted.length} of ${names.length} published flows are accepted`)
    expect(accepted.length).toBeGreaterThan(0)
  })
})
