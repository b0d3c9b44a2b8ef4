import { randomUUID } from 'node:crypto'
import { contentOf, inTree, openFiles, put, text } from './file-steps.ts'
import { openAlive } from './steps.ts'
import {
  call,
  dark,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  phone,
  signInAs,
  test,
} from './story.ts'

const root = `files-${randomUUID().slice(0, 4)}`

test('an engineer makes a file, writes it, goes back and brings an older text back', async ({
  as,
  refused,
}) => {
  refused(/\/api\/v1\/namespaces\//)
  const namespace = `${root}.make`
  const ida = await as('ida')
  await call('admin', 'POST /namespaces', { id: namespace })
  await openAlive(ida, `/studio/namespaces/${namespace}`)
  await ida.getByRole('navigation').getByRole('link', { name: 'Files', exact: true }).click()
  await expect(ida.getByText("read('path')")).toBeVisible()
  await expectAccessible(ida)

  await ida.getByRole('button', { name: 'New file' }).click()
  const dialog = ida.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make it' }).click()
  await expect(dialog.getByText('Write the name of a file or folder.')).toBeVisible()
  await dialog.getByLabel('Path').fill('scripts/../main.py')
  await dialog.getByRole('button', { name: 'Make it' }).click()
  await expect(dialog.getByText('may not hold')).toBeVisible()
  await expectAccessible(ida)
  await dialog.getByLabel('Path').fill('scripts/main.py')
  await dialog.getByRole('button', { name: 'Make it' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(ida).toHaveURL(/path=scripts%2Fmain\.py/)
  await expect(inTree(ida, 'main.py')).toHaveAttribute('aria-selected', 'true')

  await text(ida, 'main.py').fill('print("one")\n')
  await expect(ida.getByText('Not saved')).toBeVisible()
  await ida.keyboard.press('Control+s')
  await expect(ida.getByText('main.py is saved')).toBeVisible()
  await expect(ida.getByText('Not saved')).toHaveCount(0)
  expect(await contentOf(namespace, 'scripts/main.py')).toBe('print("one")\n')
  await text(ida, 'main.py').fill('print("two")\n')
  await ida.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(ida.getByText('Revision 3', { exact: true })).toBeVisible()

  await text(ida, 'main.py').fill('print("three")\n')
  await ida.reload()
  await expect(ida.getByText('This is what you typed before')).toBeVisible()
  await expect(text(ida, 'main.py')).toContainText('three')
  await ida.getByRole('button', { name: 'Discard changes' }).click()
  await expect(text(ida, 'main.py')).toContainText('two')

  await ida.getByRole('button', { name: 'Look into revision 2' }).click()
  const drawer = ida.getByRole('dialog', { name: 'Revision 2 of main.py' })
  await expect(drawer.getByRole('region')).toContainText('print("one")')
  await expectAccessible(ida)
  await drawer.getByRole('button', { name: 'Bring it back' }).click()
  await expect(text(ida, 'main.py')).toContainText('one')
  await expect(ida.getByText('Revision 4', { exact: true })).toBeVisible()
  expect(await contentOf(namespace, 'scripts/main.py')).toBe('print("one")\n')
  await ida.screenshot({ path: 'test-results/stories/namespace-file.png', fullPage: true })
})

test('a save over what somebody else saved meanwhile is told, and never lost', async ({ as, refused }) => {
  refused(/\/api\/v1\/namespaces\//)
  const namespace = `${root}.both`
  await put(namespace, 'query.sql', 'SELECT 1')
  const [ida, admin] = [await as('ida'), await as('admin')]
  for (const page of [ida, admin]) {
    await openFiles(page, namespace, '&path=query.sql')
    await expect(text(page, 'query.sql')).toContainText('SELECT 1')
  }
  await text(ida, 'query.sql').fill('SELECT 2')
  await ida.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(text(admin, 'query.sql')).toContainText('SELECT 2')
  await text(admin, 'query.sql').fill('SELECT 3')
  await text(ida, 'query.sql').fill('SELECT 4')
  await ida.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(admin.getByText('Somebody has saved revision 3 meanwhile')).toBeVisible()
  await expect(text(admin, 'query.sql')).toContainText('SELECT 3')
  await expectAccessible(admin)
  await admin.screenshot({ path: 'test-results/stories/namespace-file-conflict.png' })
  await text(admin, 'query.sql').press('Control+s')
  await expect(admin.getByText('Somebody has saved revision 3 meanwhile')).toBeVisible()
  expect(await contentOf(namespace, 'query.sql')).toBe('SELECT 4')
  await admin.getByRole('button', { name: 'Save mine over theirs' }).click()
  await expect(text(ida, 'query.sql')).toContainText('SELECT 3')
  expect(await contentOf(namespace, 'query.sql')).toBe('SELECT 3')

  await text(ida, 'query.sql').fill('SELECT 5')
  await admin.getByRole('button', { name: 'Delete', exact: true }).click()
  await admin.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await ida.getByRole('button', { name: 'Make it again with my text' }).click()
  await expect(text(ida, 'query.sql')).toContainText('SELECT 5')
  expect(await contentOf(namespace, 'query.sql')).toBe('SELECT 5')
})

test('the tree is walked by keyboard, and a dialog gives the focus back', async ({ as }) => {
  const namespace = `${root}.keys`
  for (const path of ['a/b/deep.txt', 'a/near.txt', 'z.txt']) await put(namespace, path, path)
  const ida = await as('ida')
  await openFiles(ida, namespace)
  await inTree(ida, 'a').focus()
  const press = (key: string) => ida.keyboard.press(key)
  await press('ArrowRight')
  await expect(inTree(ida, 'a')).toHaveAttribute('aria-expanded', 'true')
  await expect(inTree(ida, 'near.txt')).toBeVisible()
  await press('ArrowRight')
  await expect(inTree(ida, 'b')).toBeFocused()
  await press('ArrowDown')
  await expect(inTree(ida, 'near.txt')).toBeFocused()
  await press('Enter')
  await expect(text(ida, 'near.txt')).toContainText('a/near.txt')
  await expect(inTree(ida, 'near.txt')).toBeFocused()
  await press('ArrowLeft')
  await expect(inTree(ida, 'a')).toBeFocused()
  await press('ArrowLeft')
  await expect(inTree(ida, 'a')).toHaveAttribute('aria-expanded', 'false')
  await press('End')
  await expect(inTree(ida, 'z.txt')).toBeFocused()
  await expect(ida.locator('[role=treeitem][tabindex="0"]')).toHaveCount(1)
  await expectAccessible(ida)
  const button = ida.getByRole('button', { name: 'Delete', exact: true })
  await button.focus()
  await press('Enter')
  await ida.getByRole('dialog').getByRole('button', { name: 'Cancel' }).focus()
  await press('Enter')
  await expect(ida.getByRole('dialog')).toHaveCount(0)
  await expect(button).toBeFocused()
})

test('files on a phone and in the dark', async ({ as }) => {
  const namespace = `${root}.look`
  const long = 'a-name-that-goes-on-and-on-and-has-no-place-to-break-in-it-at-all.json'
  await put(namespace, `config/${long}`, '{"region": "eu", "rates": [1, 2.5]}')
  await put(namespace, 'read-me.md', '# Files')
  for (const [name, options] of [
    ['phone', phone],
    ['phone-dark', { ...phone, ...dark }],
    ['dark', dark],
  ] as const) {
    const page = await as('ida', options)
    await openFiles(page, namespace)
    await inTree(page, 'config').click()
    await inTree(page, long).click()
    await expect(text(page, long)).toContainText('region')
    await expect(page.getByRole('heading', { name: long })).toBeInViewport()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page.screenshot({ path: `test-results/stories/namespace-files-${name}.png`, fullPage: true })
  }
})

test('who may not write sees files and nothing to change them by', async ({ visitor }) => {
  const namespace = `${root}.read`
  await put(namespace, 'read.txt', 'only look')
  const account = { email: `${root}@formwork.example`, password: 'hund kuchen lampe' }
  await call('admin', 'POST /users', { ...account, name: 'Vera Brandt', roles: [{ role: 'viewer' }] })
  const vera = await visitor()
  await signInAs(vera, account)
  await openFiles(vera, namespace, '&path=read.txt')
  await expect(text(vera, 'read.txt')).toContainText('only look')
  await expect(vera.getByRole('link', { name: 'Download' })).toBeVisible()
  for (const name of ['New file', 'Upload', 'Save', 'Move or rename', 'Delete', 'Import ZIP'])
    await expect(vera.getByRole('button', { name, exact: true })).toHaveCount(0)
})
