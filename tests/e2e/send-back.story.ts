import { randomUUID } from 'node:crypto'
import { asked, quote, submitForm } from './steps.ts'
import { call, expect, expectAccessible, phone, test } from './story.ts'

const mark = randomUUID().slice(0, 4)
const name = `Training ${mark}`
const source = `id: training-${mark}
namespace: company.training
displayName: ${name}
inputs:
  - { id: course, type: STRING, displayName: Course }
  - { id: days, type: INT, displayName: Days, min: 1 }
  - { id: flyer, type: FILE, displayName: Flyer, required: false }
tasks:
  - { id: slip, type: return, format: "{{ inputs.days }}" }
  - id: agree
    type: approval
    title: The course {{ inputs.course }}
    show: [inputs.course, inputs.days, inputs.flyer]
    deciders: [{ user: ana@formwork.example }]
    decisions: { sendBack: { label: Ask for changes } }
`

test.beforeAll(async () => {
  await call('admin', 'POST /flows', source)
})

test('an approver asks for changes, the requester makes them, and the approver sees which', async ({
  as,
  refused,
}) => {
  refused(/\/resubmit$/)
  const nora = await as('nora')
  await nora.goto('/')
  await nora.getByRole('link', { name, exact: true }).click()
  await nora.getByLabel('Course').fill('Welding')
  await nora.getByLabel('Days').fill('9')
  await nora.getByLabel('Flyer').setInputFiles(quote)
  await expect(nora.getByText(quote.name).first()).toBeVisible()
  const number = await submitForm(nora)
  const requestId = new URL(nora.url()).pathname.split('/').at(-1) ?? ''
  const { executionId } = await call<{ executionId: string }>('nora', `GET /requests/${requestId}`)

  const ana = await as('ana')
  await ana.goto(`/inbox?id=${await asked('ana', executionId)}`)
  const shown = ana.getByRole('article')
  await shown.getByRole('button', { name: 'Ask for changes' }).click()
  const what = shown.getByRole('textbox', { name: 'What has to change?' })
  await expect(what).toBeFocused()
  await shown.getByRole('button', { name: 'Ask for changes' }).click()
  await expect(what).toHaveAccessibleDescription(/Say what has to change/)
  await what.fill('Nine days are too many.')
  await expectAccessible(ana)
  await shown.getByRole('button', { name: 'Ask for changes' }).click()
  await expect(ana.getByText('Sent back for changes.', { exact: true })).toBeVisible()

  // on the open page, without a reload, and in the bell
  const changes = nora.getByRole('status').filter({ hasText: 'Ana Ruiz asks you for changes' })
  await expect(changes).toContainText('Nine days are too many.')
  await expect(nora.getByText('Needs changes', { exact: true }).first()).toBeVisible()
  await expect(nora.getByLabel('Course')).toHaveValue('Welding')
  await expect(nora.getByLabel('Days')).toHaveValue('9')
  await expect(nora.getByText(quote.name).first()).toBeVisible()
  await expectAccessible(nora)
  await nora.getByLabel('Days').fill('0')
  await nora.getByRole('button', { name: 'Send again' }).click()
  await expect(nora.getByRole('alert').filter({ hasText: 'One answer needs your attention' })).toBeFocused()
  await nora.getByLabel('Days').fill('3')
  await nora.getByRole('button', { name: 'Send again' }).click()
  await expect(nora.getByText('Sent again.', { exact: true })).toBeVisible()
  await expect(changes).toHaveCount(0)
  const rounds = nora.getByRole('region', { name: 'Earlier rounds' })
  await expect(rounds).toContainText('Sent back by Ana Ruiz')
  await expect(rounds.locator('del')).toHaveText('9')
  await expect(rounds.locator('ins')).toHaveText('3')
  await expect(nora.getByText('Nora Lind changed it and sent it again')).toBeVisible()

  const again = await asked('ana', executionId)
  await ana.goto(`/inbox?id=${again}`)
  await expect(shown).toContainText(number)
  await expect(shown.getByText('Round 2', { exact: true })).toBeVisible()
  const before = shown.getByRole('region', { name: 'Earlier rounds' })
  await expect(before.locator('del')).toHaveText('9')
  await expect(before).toContainText('Nine days are too many.')
  await shown.getByRole('button', { name: 'Approve' }).click()
  await shown.getByRole('button', { name: 'Approve' }).click()
  await expect(nora.getByRole('status').filter({ hasText: 'Approved and finished' })).toBeVisible()
})

test('on a phone the changes are made in the same place', async ({ as }) => {
  const { results } = await call<{ results: { id: string; displayName: string }[] }>(
    'nora',
    `GET /apps/catalog?size=100&q=${encodeURIComponent(name)}`,
  )
  const app = results.find(({ displayName }) => displayName === name)
  const { requestId, executionId } = await call<{ requestId: string; executionId: string }>(
    'nora',
    `POST /apps/view/${app?.id}/requests`,
    { values: { course: 'Sailing', days: 2 } },
  )
  const id = encodeURIComponent(await asked('ana', executionId))
  const { version, seenHash } = await call<{ version: number; seenHash: string }>(
    'ana',
    `GET /approvals/${id}`,
  )
  const vote = { vote: 'SEND_BACK', comment: 'Where is that?', decisionId: randomUUID(), version, seenHash }
  await call('ana', `POST /approvals/${id}/decisions`, vote)
  const nora = await as('nora', phone)
  await nora.goto(`/requests/${requestId}`)
  await expect(nora.getByRole('status').filter({ hasText: 'Where is that?' })).toBeVisible()
  await nora.getByLabel('Course').fill('Sailing in Kiel')
  await expectAccessible(nora)
  await nora.getByRole('button', { name: 'Send again' }).click()
  await expect(nora.getByText('With Ana Ruiz').first()).toBeVisible()
})
