import type { Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { openAlive } from './steps.ts'
import {
  basicOf,
  call,
  dark,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  phone,
  product,
  signInAs,
  test,
} from './story.ts'

const root = `files-${randomUUID().slice(0, 4)}`

/** What a file holds, past the browser. */
async function contentOf(namespace: string, path: string): Promise<string> {
  const url = `${product.url}/api/v1/namespaces/${namespace}/files?path=${encodeURIComponent(path)}`
  return (await fetch(url, { headers: { authorization: basicOf('admin') } })).text()
}

async function put(namespace: string, path: string, content: string): Promise<void> {
  const body = new FormData()
  body.append('fileContent', new Blob([content]), 'x')
  const url = `${product.url}/api/v1/namespaces/${namespace}/files?path=${encodeURIComponent(path)}`
  const { status } = await fetch(url, { method: 'POST', headers: { authorization: basicOf('admin') }, body })
  expect(status).toBe(204)
}

const open = (page: Page, namespace: string, more = '') =>
  openAlive(page, `/studio/namespaces/${namespace}?tab=files${more}`)
const inTree = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: true })
const text = (page: Page, name: string) => page.getByRole('textbox', { name: `Text of ${name}` })
const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
})

/** Drops files on what has a name in the tree. */
async function drop(page: Page, target: string, files: Record<string, string>): Promise<void> {
  const dataTransfer = await page.evaluateHandle((entries) => {
    const transfer = new DataTransfer()
    for (const [name, content] of Object.entries(entries)) transfer.items.add(new File([content], name))
    return transfer
  }, files)
  await inTree(page, target).dispatchEvent('dragover', { dataTransfer })
  await inTree(page, target).dispatchEvent('drop', { dataTransfer })
}

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
    await open(page, namespace, '&path=query.sql')
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

test('files are uploaded by button and by drop, asked about, moved, searched and deleted', async ({
  as,
  refused,
}) => {
  refused(/\/api\/v1\/namespaces\//)
  const namespace = `${root}.many`
  await put(namespace, 'data/old.csv', 'old')
  const ida = await as('ida')
  await open(ida, namespace)
  const chosen = ida.waitForEvent('filechooser')
  await ida.getByRole('button', { name: 'Upload', exact: true }).click()
  await (
    await chosen
  ).setFiles([file('windows.txt', 'a\r\nb\r\n'), file('dot.png', Buffer.from([0x89, 0x50, 0]))])
  await expect(ida.getByText('2 of 2 uploaded').last()).toBeVisible()
  await inTree(ida, 'dot.png').click()
  await expect(ida.getByText('This is no text')).toBeVisible()
  await inTree(ida, 'windows.txt').click()
  await text(ida, 'windows.txt').fill('a\nb\nc\n')
  await ida.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(ida.getByText('windows.txt is saved')).toBeVisible()
  expect(await contentOf(namespace, 'windows.txt')).toBe('a\r\nb\r\nc\r\n')

  await drop(ida, 'data', { 'old.csv': 'new', 'more.csv': 'more' })
  const uploads = ida.getByRole('list', { name: 'Uploads' })
  await expect(uploads.getByText('There is already a file of this name.')).toBeVisible()
  expect(await contentOf(namespace, 'data/old.csv')).toBe('old')
  expect(await contentOf(namespace, 'data/more.csv')).toBe('more')
  await expectAccessible(ida)
  await ida.screenshot({ path: 'test-results/stories/namespace-files-upload.png' })
  await uploads.getByRole('button', { name: 'Replace data/old.csv' }).click()
  await expect(ida.getByText('2 of 2 uploaded').last()).toBeVisible()
  expect(await contentOf(namespace, 'data/old.csv')).toBe('new')
  await ida.getByRole('button', { name: 'Close the list of uploads' }).click()

  await inTree(ida, 'data').click()
  await expect(ida.getByRole('heading', { name: 'data' })).toBeVisible()
  await expect(ida.getByText('2 files', { exact: false })).toBeVisible()
  await ida.getByRole('button', { name: 'New folder here' }).click()
  const dialog = ida.getByRole('dialog')
  await expect(dialog.getByLabel('Path')).toHaveValue('data/')
  await dialog.getByLabel('Path').fill('data/2027')
  await dialog.getByRole('button', { name: 'Make it' }).click()
  await expect(inTree(ida, '2027')).toBeVisible()

  await inTree(ida, 'old.csv').click()
  await ida.getByRole('button', { name: 'Move or rename' }).click()
  await dialog.getByLabel('Path').fill('data/more.csv')
  await dialog.getByRole('button', { name: 'Move it' }).click()
  await expect(dialog.getByText('There is already /data/more.csv.')).toBeVisible()
  await dialog.getByLabel('Path').fill('data/2027/rates.csv')
  await dialog.getByRole('button', { name: 'Move it' }).click()
  await expect(ida.getByRole('heading', { name: 'rates.csv' })).toBeVisible()
  await expect(inTree(ida, 'rates.csv')).toHaveAttribute('aria-level', '3')
  await ida.goBack()
  await expect(ida.getByText('There is no file or folder data/old.csv')).toBeVisible()
  await ida.goForward()
  await expect(text(ida, 'rates.csv')).toContainText('new')

  await text(ida, 'rates.csv').fill('newer')
  await inTree(ida, 'more.csv').click()
  await expect(ida.getByRole('treeitem', { name: 'rates.csv Not saved' })).toBeVisible()
  await ida.goBack()
  await expect(text(ida, 'rates.csv')).toContainText('newer')
  await ida.getByRole('button', { name: 'Discard changes' }).click()
  await expect(text(ida, 'rates.csv')).toContainText('new')

  await ida.getByRole('textbox', { name: 'Search files by path' }).fill('CSV')
  await expect(ida.getByText('2 files fit')).toBeVisible()
  await expect(ida).toHaveURL(/q=CSV/)
  await ida.getByRole('button', { name: 'more.csv' }).click()
  await ida.reload()
  await expect(ida.getByRole('button', { name: 'more.csv' })).toHaveAttribute('aria-current', 'true')
  await expect(text(ida, 'more.csv')).toContainText('more')
  await ida.getByRole('button', { name: 'Clear' }).click()

  await inTree(ida, 'data').click()
  await ida.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(dialog.getByText('The 2 files in it are deleted')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await ida.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(inTree(ida, 'data')).toHaveCount(0)
  await expect(inTree(ida, 'windows.txt')).toBeVisible()
})

test('all files go out as a ZIP archive and come in again elsewhere', async ({ as, refused }) => {
  refused(/\/api\/v1\/namespaces\//)
  const [from, to] = [`${root}.out`, `${root}.in`]
  await put(from, 'deep/grüße.txt', 'hallo')
  await put(to, 'got/deep/grüße.txt', 'before')
  const ida = await as('ida')
  await open(ida, from)
  const downloaded = ida.waitForEvent('download')
  await ida.getByRole('link', { name: 'Export ZIP' }).click()
  const download = await downloaded
  expect(download.suggestedFilename()).toBe(`${from}.zip`)
  await open(ida, to)
  await inTree(ida, 'got').click()
  await ida.getByRole('button', { name: 'Import ZIP here' }).click()
  const dialog = ida.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText('Choose a ZIP archive.')).toBeVisible()
  await dialog.getByLabel('Archive').setInputFiles(file('a.zip', 'no archive'))
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText('The file is no ZIP archive.')).toBeVisible()
  await dialog.getByLabel('Archive').setInputFiles(await download.path())
  await expectAccessible(ida)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(ida.getByText('1 file is imported')).toBeVisible()
  expect(await contentOf(to, 'got/deep/grüße.txt')).toBe('hallo')
})

test('the tree is walked by keyboard, and a dialog gives the focus back', async ({ as }) => {
  const namespace = `${root}.keys`
  for (const path of ['a/b/deep.txt', 'a/near.txt', 'z.txt']) await put(namespace, path, path)
  const ida = await as('ida')
  await open(ida, namespace)
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
    await open(page, namespace)
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
  const email = `${root}@formwork.example`
  const account = await call<{ email: string; password: string }>('admin', 'POST /users', {
    email,
    name: 'Vera Brandt',
    roles: [{ role: 'viewer' }],
  })
  const vera = await visitor()
  await signInAs(vera, account)
  await open(vera, namespace, '&path=read.txt')
  await expect(text(vera, 'read.txt')).toContainText('only look')
  await expect(vera.getByRole('link', { name: 'Download' })).toBeVisible()
  for (const name of ['New file', 'Upload', 'Save', 'Move or rename', 'Delete', 'Import ZIP'])
    await expect(vera.getByRole('button', { name, exact: true })).toHaveCount(0)
})
