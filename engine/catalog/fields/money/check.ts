import { checkBounds } from '#engine/flow/inputs/bounds.ts'
import { isAbsent, refused, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

interface Sent {
  amount: unknown
  currency: unknown
}

/** `1200.50`, `1200.50 EUR`, `EUR 1200.50`, 1200.5, `{amount, currency}` or that as JSON text. */
function split(raw: unknown): Sent | undefined {
  if (typeof raw === 'number') return { amount: raw, currency: undefined }
  if (typeof raw === 'object' && raw !== null && 'amount' in raw) {
    return { amount: raw.amount, currency: 'currency' in raw ? raw.currency : undefined }
  }
  if (typeof raw !== 'string') return undefined
  const text = raw.trim()
  if (text.startsWith('{')) {
    try {
      return split(JSON.parse(text))
    } catch {
      return undefined
    }
  }
  const match = /^(?:([A-Za-z]{3})\s+)?([^\sA-Za-z]+)(?:\s+([A-Za-z]{3}))?$/.exec(text)
  return match ? { amount: match[2], currency: match[1] ?? match[3] } : undefined
}

/** The amount's own digits, before any rounding could happen. */
function digitsOf(amount: unknown): string | undefined {
  const text = typeof amount === 'number' ? String(amount) : typeof amount === 'string' ? amount.trim() : ''
  return /^[-+]?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 15 ? text : undefined
}

function decimalsOf(currency: string): number | undefined {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits
  } catch {
    return undefined
  }
}

/** What a spreadsheet writes before or behind an amount: `EUR`, `€`. */
function marksOf(currency: string): string[] {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  return [
    currency,
    ...parts.formatToParts(0).flatMap(({ type, value }) => (type === 'currency' ? value : [])),
  ]
}

const check: FieldCheck = {
  fromText(text, { options }, plainNumber) {
    if (text === '') return ''
    const own = typeof options.currency === 'string' ? options.currency : 'EUR'
    const allowed = Array.isArray(options.currencies) ? options.currencies.map(String) : [own]
    const capitals = text.toUpperCase()
    for (const currency of allowed) {
      const mark = marksOf(currency).find((one) => capitals.includes(one.toUpperCase()))
      if (mark === undefined) continue
      const amount = capitals.replace(mark.toUpperCase(), '').trim()
      return { amount: plainNumber(amount), currency }
    }
    return { amount: plainNumber(text), currency: own }
  },
  read(raw, input) {
    if (isAbsent(raw)) return { value: undefined }
    const sent = split(raw)
    if (sent && isAbsent(sent.amount)) return { value: undefined }
    const digits = sent && digitsOf(sent.amount)
    if (!sent || digits === undefined) return wrongType('MONEY')
    const own = typeof input.options.currency === 'string' ? input.options.currency : 'EUR'
    const currency = isAbsent(sent.currency) ? own : String(sent.currency).toUpperCase()
    const allowed = Array.isArray(input.options.currencies) ? input.options.currencies.map(String) : [own]
    const places = decimalsOf(currency)
    if (places === undefined || !allowed.includes(currency))
      return refused('currency', { values: allowed.join(', ') })
    if ((digits.split('.')[1]?.replace(/0+$/, '').length ?? 0) > places)
      return refused('decimals', { limit: places })
    const bounded = checkBounds(Number(digits), input.options)
    return 'problem' in bounded ? bounded : { value: { amount: Number(digits), currency } }
  },
}

export default check
