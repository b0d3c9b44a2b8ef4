import { readFileSync } from 'node:fs'
import { expectFine, openApp, sizes } from './demo-steps.ts'
import { submitForm } from './steps.ts'
import { call, expect, test } from './story.ts'

for (const [size, options] of sizes)
  test(`a sales report is read from the database and comes as a page and a table: ${size}`, async ({
    as,
  }) => {
    const nora = await as('nora', options)
    await openApp(nora, 'Sales report')
    await nora.getByLabel('First day').fill('2026-11-01')
    await nora.getByLabel('Last day').fill('2026-10-01')
    await nora.getByRole('textbox', { name: 'Send it to' }).fill('boss@example.com')
    await nora.getByRole('button', { name: 'Submit request' }).click()
    await expect(nora.getByRole('alert').filter({ hasText: 'Last day' })).toBeVisible()
    await nora.getByLabel('Last day').fill('2026-11-07')
    await expectFine(nora)
    await submitForm(nora)
    const results = nora.getByRole('region', { name: 'Results' })
    await expect(results).toContainText('The mail to boss@example.com waits: no mail server is set yet.')
    await expectFine(nora)
    const download = async (name: string) => {
      const coming = nora.waitForEvent('download')
      await nora.getByRole('link', { name: `Download ${name}` }).click()
      return readFileSync(await (await coming).path(), 'utf8')
    }
    const page = await download('report.html')
    expect(page).toContain('Sales 2026-11-01 to 2026-11-07')
    for (const region of ['North', 'South', 'East', 'West']) expect(page).toContain(region)
    const [head, ...rows] = (await download('rows.csv')).trim().split(/\r?\n/)
    expect(head).toBe('id,ordered_on,region,article,quantity,amount')
    const [, orders] = /<p>(\d+) orders,/.exec(page) ?? []
    expect(rows).toHaveLength(Number(orders))
  })

test('the report comes every night by itself, and its reader reads nothing else', async () => {
  const triggers = await call<{
    results: { triggerContext: { triggerId: string; nextExecutionDate: string } }[]
  }>('ida', 'GET /triggers/search?q=nightly')
  expect(JSON.stringify(triggers)).toContain('nightly')
  const source = `id: nosy
namespace: company.sales
tasks:
  - id: ask
    type: postgres.query
    url: '{{ envs.demo_database }}'
    username: demo_reader
    password: "{{ secret('SHOP_READER_PASSWORD') }}"
    sql: SELECT count(*) FROM order_line
`
  await call('ida', 'POST /flows', source)
  const run = await fetchRun('nosy')
  expect(run.state.current).toBe('FAILED')
  await call(
    'ida',
    'PUT /flows/company.sales/nosy',
    source.replace('envs.demo_database', 'envs.demo_database | replace({"formwork_demo": "formwork"})'),
  )
  expect((await fetchRun('nosy')).state.current).toBe('FAILED')
  await call('ida', 'DELETE /flows/company.sales/nosy')
})

function fetchRun(flow: string): Promise<{ state: { current: string } }> {
  return call('ida', `POST /executions/company.sales/${flow}?wait=true`)
}
