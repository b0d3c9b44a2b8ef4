import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileHost } from './host.ts'
import { collect, filesIn, layOut, writeBeside } from './work-folder.ts'

let base: string
let folder: string
/** Outside of the work folder. */
let outside: string

beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'formwork-folder-'))
  folder = path.join(base, 'work')
  outside = path.join(base, 'outside')
  mkdirSync(folder)
  mkdirSync(outside)
  writeFileSync(path.join(outside, 'secret.txt'), 'secret')
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

/** A store in memory, which knows one file. */
function store(): { files: FileHost; kept: Map<string, string> } {
  const kept = new Map<string, string>()
  const known = { 'kestra:///a/list.json': '{"x.txt": "from a list", "y.json": {"a": 1}}' }
  const bytesOf = (uri: string) => {
    const text = (known as Record<string, string>)[uri]
    if (text === undefined) throw new Error(`The file ${uri} is not one of this execution.`)
    return Buffer.from(text)
  }
  const put: FileHost['put'] = async (name, content) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of content instanceof Uint8Array ? [content] : content) chunks.push(chunk)
    const uri = `kestra:///${kept.size}/${name}`
    kept.set(uri, Buffer.concat(chunks).toString())
    return { uri, name, size: 0, sha256: '' }
  }
  const files: Omit<FileHost, 'size' | 'delete' | 'deleteAll'> = {
    put,
    putPath: (name, file) => put(name, readFileSync(file)),
    putItems: async () => ({ uri: '', count: 0 }),
    open: async (uri) =>
      (async function* () {
        yield bytesOf(uri)
      })(),
    fetchTo: (uri, target) => writeFile(target, bytesOf(uri), { flag: 'wx' }),
  }
  return { files: files as FileHost, kept }
}

const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')

describe('files laid into a work folder', () => {
  it('are texts, or what stands at an address; one that was there is replaced, and nothing is no file', async () => {
    const { files } = store()
    await layOut(folder, { 'a.txt': 'one', 'deep/b.txt': 'two', none: null }, files)
    await layOut(folder, { 'a.txt': 'three', 'list.json': 'kestra:///a/list.json' }, files)
    expect(await filesIn(folder)).toEqual(['a.txt', 'deep/b.txt', 'list.json'])
    expect([read('a.txt'), read('deep/b.txt')]).toEqual(['three', 'two'])
  })

  it('may be a map in a text, or in a file', async () => {
    const { files } = store()
    await layOut(folder, '{"a.txt": "one", "b.txt": null}', files)
    await layOut(folder, ' kestra:///a/list.json\n', files)
    expect([read('a.txt'), read('x.txt'), read('y.json')]).toEqual(['one', 'from a list', '{"a":1}'])
    await expect(layOut(folder, '[1]', files)).rejects.toThrow('must be a map')
    await expect(layOut(folder, 'no json', files)).rejects.toThrow('must be a map')
  })

  it.each(['../x', '/etc/x', 'a/../../x', '.', '', 'a\0b'])('are not laid out as %j', async (name) => {
    await expect(layOut(folder, { [name]: 'x' }, store().files)).rejects.toThrow('outside of the work folder')
    expect(await filesIn(base)).toEqual(['outside/secret.txt'])
  })

  it('follow no link that a program has left', async () => {
    symlinkSync(outside, path.join(folder, 'link'))
    symlinkSync(path.join(outside, 'secret.txt'), path.join(folder, 'file'))
    symlinkSync(path.join(outside, 'made.txt'), path.join(folder, 'dangling'))
    const { files } = store()
    await expect(layOut(folder, { 'link/x': 'x' }, files)).rejects.toThrow('link is no folder')
    await layOut(folder, { file: 'mine', dangling: 'mine', link: 'mine' }, files)
    expect(readFileSync(path.join(outside, 'secret.txt'), 'utf8')).toBe('secret')
    expect(await filesIn(outside)).toEqual(['secret.txt'])
    expect(lstatSync(path.join(folder, 'link')).isFile()).toBe(true)
  })

  it('of an execution that is not ours are refused', async () => {
    await expect(layOut(folder, { a: 'kestra:///other/x' }, store().files)).rejects.toThrow('not one of this')
  })
})

describe('files kept of a work folder', () => {
  it('are those that fit, without links, wherever they lead, and without what is hidden', async () => {
    const { files, kept } = store()
    await layOut(folder, { 'a.csv': 'a', 'out/b.csv': 'b', '.own/c.csv': 'c', 'script.py': 'p' }, files)
    symlinkSync(path.join(outside, 'secret.txt'), path.join(folder, 'leak.csv'))
    symlinkSync(outside, path.join(folder, 'leak'))
    const hidden = new Set(['.own', 'script.py'])
    const { uris, empty } = await collect(folder, ['**', '*.xml'], { files, hidden })
    expect(Object.keys(uris)).toEqual(['a.csv', 'out/b.csv'])
    expect(empty).toEqual(['*.xml'])
    expect([...kept.values()]).toEqual(['a', 'b'])
  })

  it('are none of a folder that is a link', async () => {
    symlinkSync(outside, path.join(folder, 'outputs'))
    expect(await filesIn(path.join(folder, 'outputs'))).toEqual([])
  })
})

it('a file of ours takes a name that is free', async () => {
  expect(await writeBeside(folder, 'script.py', '1')).toBe('script.py')
  symlinkSync(path.join(outside, 'made'), path.join(folder, 'script-1.py'))
  expect(await writeBeside(folder, 'script.py', '2')).toBe('script-2.py')
  expect(await filesIn(outside)).toEqual(['secret.txt'])
})
