import { only, optionalInteger } from '../args.ts'
import type { Filter } from '../env.ts'
import type { Meter } from '../meter.ts'
import { Moment } from '../moment.ts'
import { print } from '../print.ts'
import { isList, isMap, type Mapping } from '../values.ts'

/** Block YAML with the fewest quotes, list items indented by one space: how Kestra prints it. */
const yaml: Filter = (value, args, env) => {
  only(args, 'indent')
  const indent = optionalInteger(args, 0, 'indent') ?? 2
  const lines: string[] = []
  const step = ' '.repeat(Math.min(Math.max(indent, 1), 10))
  write(value, { margin: '', lead: '' }, { lines, meter: env.meter, step })
  return `${lines.join('\n')}\n`
}

interface Writer {
  lines: string[]
  meter: Meter
  step: string
}

/** Where a value begins: `lead` is what already stands on its line, `margin` the indent of its further lines. */
interface Start {
  margin: string
  lead: string
}

function write(value: unknown, { margin, lead }: Start, writer: Writer): void {
  writer.meter.charge(4 + (margin.length >> 3))
  const nested = (isList(value) && value.length > 0) || (isMap(value) && entriesOf(value).length > 0)
  if (!nested) {
    writer.lines.push(`${lead}${scalar(value, margin, writer)}`)
    return
  }
  writer.meter.enter()
  const opensLine = lead === '' || lead.endsWith('- ')
  if (!opensLine) writer.lines.push(lead.trimEnd())
  let first = opensLine ? lead : ''
  if (isList(value)) {
    for (const item of value) {
      const start = first === '' ? `${margin} - ` : `${first}- `
      first = ''
      write(item, { margin: `${margin}   `, lead: start }, writer)
    }
  } else if (isMap(value)) {
    for (const [key, inner] of entriesOf(value)) {
      const start = `${first === '' ? margin : first}${text(key)}: `
      first = ''
      write(inner, { margin: isList(inner) ? margin : margin + writer.step, lead: start }, writer)
    }
  }
  writer.meter.leave()
}

/** As in JSON text, entries that are null are left out. */
function entriesOf(map: Mapping): [string, unknown][] {
  return Object.entries(map).filter(([, inner]) => inner !== null && inner !== undefined)
}

function scalar(value: unknown, margin: string, writer: Writer): string {
  if (value === null || value === undefined) return 'null'
  if (isList(value)) return '[]'
  if (isMap(value)) return '{}'
  if (value instanceof Moment) return value.full()
  if (typeof value !== 'string') return print(value, writer.meter)
  if (!value.includes('\n')) return text(value)
  const inner = margin === '' ? writer.step : margin
  const lines = value.replace(/\n$/, '').split('\n')
  writer.meter.text(value.length + lines.length * inner.length)
  return `|${value.endsWith('\n') ? '' : '-'}\n${lines.map((line) => (line === '' ? '' : inner + line)).join('\n')}`
}

const special = /^$|^[\s\-?:,[\]{}#&*!|>'"%@`]|: |:$| #|\s$|^(?:true|false|null|~|yes|no|on|off)$/i

function text(value: string): string {
  if (/^-[^\s-]/.test(value) && !/: | #|\s$/.test(value)) return value
  return special.test(value) ? JSON.stringify(value) : value
}

export const yamlFilters: Readonly<Record<string, Filter>> = { yaml }
