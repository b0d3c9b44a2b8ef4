import type { Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { contentOf, inTree, openFiles, put, text } from './file-steps.ts'
import { expect, expectAccessible, test } from './story.ts'

const root = `uploads-${randomUUID().slice(0, 4)}`

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

test('files are uploaded by button and by drop, asked about, moved, searched and deleted', async ({
  as,
  refused,
}) => {
  refused(/\/api\/v1\/namespaces\//)
  const namespace = `${root}.many`
  await put(namespace, 'data/old.csv', 'old')
  const ida = await as('ida')
  await openFiles(ida, namespace)
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
  await expect.poll(() => contentOf(namespace, 'data/more.csv')).toBe('more')
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
  await openFiles(ida, from)
  const downloaded = ida.waitForEvent('download')
  await ida.getByRole('link', { name: 'Export ZIP' }).click()
  const download = await downloaded
  expect(download.suggestedFilename()).toBe(`${from}.zip`)
  await openFiles(ida, to)
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
