import type { z } from 'zod'
import type { TaskActivity } from '#engine/catalog/host.ts'
import type { Letter } from '#engine/catalog/outside-host.ts'
import { readAddresses } from '#engine/catalog/mail-addresses.ts'
import type { Rendered } from '#engine/flow/dynamic.ts'
import { sendByHost } from './send-by-host.ts'
import type spec from './spec.ts'

export type Properties = Rendered<z.output<typeof spec.properties>>

const mostRecipients = 100
const longestText = 2_000_000

const mailSend: TaskActivity<Properties> = async (properties, host) => {
  const letter = letterOf(properties)
  const recipients = letter.to.length + letter.cc.length
  host.metric({ name: 'recipients', type: 'counter', value: recipients })
  if (properties.host !== undefined) {
    const messageId = await sendByHost(letter, { ...properties, host: properties.host }, host)
    return { state: 'SUCCESS', outputs: { state: 'SENT', messageId } }
  }
  const { id, hasServer } = await host.mail.post(letter)
  if (!hasServer)
    await host.log(
      'WARN',
      'No mail server is set: the mail waits for one, for three days. An operator sets it.',
    )
  return { state: 'SUCCESS', outputs: { state: hasServer ? 'QUEUED' : 'WAITING', messageId: id } }
}

/** @throws Error for what is no address, for nobody, and for more than one mail takes */
function letterOf(properties: Properties): Letter {
  const {
    subject = '',
    htmlTextContent: html,
    plainTextContent: text,
    attachments,
    embeddedImages,
  } = properties
  const to = read('to', properties.to)
  const cc = read('cc', properties.cc)
  const [from, ...others] = read('from', properties.from)
  if (to.length === 0) throw new Error('`to` names nobody')
  if (others.length > 0) throw new Error('`from` is one address')
  if (to.length + cc.length > mostRecipients)
    throw new Error(
      `One mail goes to ${mostRecipients} people at most, and this one to ${to.length + cc.length}`,
    )
  if ((html?.length ?? 0) + (text?.length ?? 0) > longestText)
    throw new Error(`The text is longer than ${longestText} signs: send it as a file`)
  return {
    from,
    to,
    cc,
    // a line break in a subject could begin a header of its own
    subject: subject
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .trim()
      .slice(0, 500),
    ...(html === undefined ? {} : { html }),
    ...(text === undefined ? {} : { text }),
    attachments: [...attachments, ...embeddedImages.map((image) => ({ ...image, cid: image.name }))].map(
      oneLine,
    ),
  }
}

function oneLine<F extends Letter['attachments'][number]>(file: F): F {
  for (const text of [file.name, file.contentType ?? ''])
    if (/[\p{Cc}\u2028\u2029]/u.test(text)) throw new Error(`${JSON.stringify(text)} has a line break in it`)
  return file
}

function read(property: string, given: Properties['to'] | undefined) {
  try {
    return readAddresses(given)
  } catch (error) {
    throw new Error(`\`${property}\`: ${error instanceof Error ? error.message : String(error)}`)
  }
}

export default mailSend
