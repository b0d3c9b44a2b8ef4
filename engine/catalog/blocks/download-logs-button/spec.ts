import { z } from 'zod'
import {
  buttonSize,
  buttonStyle,
  logFilter,
  text,
  whileThereIsOne,
} from '#engine/catalog/block-properties.ts'
import type { BlockSpec } from '#engine/flow/spec.ts'

export default {
  type: 'download-logs-button',
  aliases: ['io.kestra.plugin.ee.apps.execution.blocks.DownloadLogsButton'],
  title: 'Button for the log',
  description: 'Downloads the log as a text file.',
  icon: 'download',
  properties: z.object({
    text: text('Download log'),
    style: buttonStyle.default('DEFAULT'),
    size: buttonSize,
    filter: logFilter,
  }),
  propertyAliases: {},
  texts: ['text'],
  markdown: [],
  needs: ['log-file'],
  moments: whileThereIsOne,
} satisfies BlockSpec
