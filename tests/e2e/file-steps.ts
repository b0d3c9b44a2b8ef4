import type { Page } from '@playwright/test'
import { openAlive } from './steps.ts'
import { basicOf, expect, product } from './story.ts'

/** What a file of a namespace holds, past the browser. */
export async function contentOf(namespace: string, path: string): Promise<string> {
  const url = `${product.url}/api/v1/namespaces/${namespace}/files?path=${encodeURIComponent(path)}`
  return (await fetch(url, { headers: { authorization: basicOf('admin') } })).text()
}

export async function put(namespace: string, path: string, content: string): Promise<void> {
  const body = new FormData()
  body.append('fileContent', new Blob([content]), 'x')
  const url = `${product.url}/api/v1/namespaces/${namespace}/files?path=${encodeURIComponent(path)}`
  const { status } = await fetch(url, { method: 'POST', headers: { authorization: basicOf('admin') }, body })
  expect(status).toBe(204)
}

/** The tab of the files of a namespace. */
export const openFiles = (page: Page, namespace: string, more = '') =>
  openAlive(page, `/studio/namespaces/${namespace}?tab=files${more}`)
export const inTree = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: true })
export const text = (page: Page, name: string) => page.getByRole('textbox', { name: `Text of ${name}` })
