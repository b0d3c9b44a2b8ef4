import { randomUUID } from 'node:crypto'
import { asked, closed, openAlive, submitPurchase } from './steps.ts'
import { expect, phone, test } from './story.ts'

const mark = () => randomUUID().slice(0, 4)

test('the inbox by keyboard alone', async ({ as }) => {
  const [lampName, boardName] = [`Lamp ${mark()}`, `Whiteboard ${mark()}`]
  const desk = await submitPurchase('nora', { item: lampName, amount: '90' })
  const board = await submitPurchase('nora', { item: boardName, amount: '120' })
  await asked('ben', desk.executionId)
  await asked('ben', board.executionId)
  const ben = await as('ben')
  await openAlive(ben, '/')
  // `g` and `i` lead there from everywhere.
  await ben.keyboard.press('g')
  await ben.keyboard.press('i')
  await expect(ben).toHaveURL(/\/inbox/)
  const list = ben.getByRole('list', { name: 'Decisions' })
  const links = list.getByRole('link')
  await expect(links.first()).toBeVisible()
  const article = ben.getByRole('article')
  const whiteboard = list.getByRole('link', { name: boardName })
  const lamp = list.getByRole('link', { name: lampName })

  await ben.getByRole('textbox', { name: 'Search the inbox' }).focus()
  for (
    let tabs = 0;
    tabs < 8 && !(await links.first().evaluate((link) => link === document.activeElement));
    tabs++
  )
    await ben.keyboard.press('Tab')
  await expect(links.first()).toBeFocused()
  await ben.keyboard.press('j')
  await expect(links.nth(1)).toBeFocused()
  await ben.keyboard.press('k')
  await expect(links.first()).toBeFocused()
  for (let step = 0; step < 100 && !(await lamp.evaluate((link) => link === document.activeElement)); step++)
    await ben.keyboard.press('j')
  await expect(lamp).toBeFocused()
  await expect(article).toContainText(lampName)

  await ben.keyboard.press('a')
  await expect(article.getByRole('heading', { name: 'Approve this?' })).toBeVisible()
  await expect(article.getByRole('button', { name: 'Approve' })).toBeFocused()
  await ben.keyboard.press('Enter')
  await expect(ben.getByText('Approved.', { exact: true })).toBeVisible()
  await expect(lamp).toHaveCount(0)
  await expect(list.locator('a:focus')).toBeVisible()
  await closed('nora', desk.requestId, 'APPROVED')

  for (
    let step = 0;
    step < 100 && !(await whiteboard.evaluate((link) => link === document.activeElement));
    step++
  )
    await ben.keyboard.press(step < 50 ? 'j' : 'k')
  await ben.keyboard.press('d')
  const comment = article.getByRole('textbox', { name: 'Comment' })
  await expect(comment).toBeFocused()
  // Letters are text again here.
  await ben.keyboard.type('jada: there is one in the cellar')
  await ben.keyboard.press('Tab')
  await expect(article.getByRole('button', { name: 'Reject' })).toBeFocused()
  await ben.keyboard.press('Enter')
  await expect(ben.getByText('Rejected.', { exact: true })).toBeVisible()
  await closed('nora', board.requestId, 'REJECTED')
})

test('the inbox on a phone: one after the other', async ({ as }) => {
  const stand = `Stand ${mark()}`
  const { executionId, requestId } = await submitPurchase('nora', { item: stand, amount: '20' })
  await asked('ben', executionId)
  const ben = await as('ben', phone)
  await ben.goto('/inbox')
  const list = ben.getByRole('list', { name: 'Decisions' })
  const article = ben.getByRole('article')
  await expect(list).toBeVisible()
  await expect(article).toBeHidden()
  await list.getByRole('link', { name: stand }).tap()
  await expect(article).toBeVisible()
  await expect(list).toBeHidden()
  await ben.getByRole('button', { name: 'Back' }).tap()
  await expect(list).toBeVisible()
  await list.getByRole('link', { name: stand }).tap()
  await article.getByRole('button', { name: 'Approve' }).tap()
  await article.getByRole('button', { name: 'Approve' }).tap()
  await expect(ben.getByText('Approved.', { exact: true })).toBeVisible()
  await closed('nora', requestId, 'APPROVED')
})
