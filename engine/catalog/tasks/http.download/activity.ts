import type { z } from 'zod'
import type { HttpStream, TaskActivity } from '#engine/catalog/host.ts'
import { callOf, isSuccess, logCall, type HttpProperties } from '#engine/catalog/http-message.ts'
import { fileNameOf } from './file-name.ts'
import type spec from './spec.ts'

type Properties = HttpProperties &
  Pick<z.output<typeof spec.properties>, 'options' | 'saveAs'> & { failOnEmptyResponse: boolean }

const download: TaskActivity<Properties> = async (properties, host) => {
  const { method, options, saveAs, failOnEmptyResponse } = properties
  const call = await callOf(properties, host)
  await host.log('DEBUG', `${method} ${call.uri}`)
  await logCall(host, options, { call })
  const stream = await host.http.open({ ...call, maxBytes: options.maxContentLength ?? options.maxBytes })
  await logCall(host, options, { answer: stream })
  const failed = (message: string) => ({ state: 'FAILED' as const, message })
  if (!isSuccess(stream.status, properties)) {
    await stream.discard()
    return failed(`${method} ${call.uri} answered ${stream.status}`)
  }
  const { isEmpty, content } = await begun(stream)
  if (isEmpty && failOnEmptyResponse && !options.allowFailed)
    return failed(`${method} ${call.uri} answered ${stream.status} without content`)
  if (isEmpty) await host.log('WARN', `The file of ${call.uri} is empty`)
  const name = saveAs ?? fileNameOf(stream.headers['content-disposition'], call.uri)
  const { uri, size: length } = await host.files.put(name, content)
  host.metric({ name: 'response.length', type: 'counter', value: length })
  return { state: 'SUCCESS', outputs: { uri, code: stream.status, length, headers: stream.headers } }
}

/** Waits for the first bytes, so that nothing is stored where there are none. */
async function begun(stream: HttpStream): Promise<{ isEmpty: boolean; content: AsyncIterable<Uint8Array> }> {
  const chunks = stream.body[Symbol.asyncIterator]()
  let first = await chunks.next()
  while (!first.done && first.value.length === 0) first = await chunks.next()
  const isEmpty = first.done === true
  return {
    isEmpty,
    content: (async function* () {
      try {
        for (let next = first; !next.done; next = await chunks.next()) yield next.value
      } finally {
        await chunks.return?.()
      }
    })(),
  }
}

export default download
