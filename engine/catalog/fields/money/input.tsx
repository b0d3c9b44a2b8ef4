'use client'

import { useTranslations } from 'next-intl'
import { cn } from '#components/ui/cn.ts'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { textControl, textOption } from '#components/ui/text-control.ts'
import { useDecimal } from '#components/ui/use-decimal.ts'
import { useNewest } from '#components/ui/use-newest.ts'

interface Money {
  amount: string
  currency: string
}

function moneyOf(value: unknown, currency: string): Money {
  if (typeof value !== 'object' || value === null || !('amount' in value)) return { amount: '', currency }
  const { amount } = value
  return {
    amount: typeof amount === 'number' || typeof amount === 'string' ? String(amount) : '',
    currency: 'currency' in value && typeof value.currency === 'string' ? value.currency : currency,
  }
}

/** The amount as it is typed and its currency; the value is `{amount, currency}`. */
export default function MoneyInput(field: FieldInputProps) {
  const { value, options, disabled, onChange, onBlur } = field
  const t = useTranslations('fields')
  const own = textOption(field, 'currency') ?? 'EUR'
  const currencies = Array.isArray(options.currencies) ? options.currencies.map(String) : [own]
  const money = moneyOf(value, own)
  const newest = useNewest(money)
  const change = (next: Partial<Money>) => {
    const changed = { ...newest.current, ...next }
    newest.current = changed
    onChange(changed.amount === '' && changed.currency === own ? '' : changed)
  }
  const amount = useDecimal(money.amount, (plain) => {
    change({ amount: plain })
  })
  return (
    <div className="flex max-w-72 gap-2">
      <span className="relative min-w-0 flex-1">
        <Input
          {...textControl(field)}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={amount.text}
          onChange={(event) => {
            amount.type(event.target.value)
          }}
          onBlur={() => {
            amount.leave()
            onBlur()
          }}
          className={cn('tabular-nums', currencies.length === 1 && 'pr-14')}
        />
        {currencies.length === 1 ? (
          <span
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-sm text-ink-faint"
          >
            {own}
          </span>
        ) : null}
      </span>
      {currencies.length > 1 ? (
        <Select
          id={`${field.id}:currency`}
          aria-label={t('currency')}
          value={money.currency}
          disabled={disabled}
          onChange={(event) => {
            change({ currency: event.target.value })
          }}
          onBlur={onBlur}
          className="w-24 shrink-0"
        >
          {currencies.map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </Select>
      ) : null}
    </div>
  )
}
