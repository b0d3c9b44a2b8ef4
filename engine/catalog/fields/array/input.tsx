'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { useHost, type FieldInputProps } from '#components/ui/host.tsx'
import { useNewest } from '#components/ui/use-newest.ts'

/** One control for each value, of the type that `itemType` names. */
export default function ArrayInput({
  id,
  name,
  value,
  options,
  problems = [],
  disabled,
  labelledBy,
  describedBy,
  onChange,
  onBlur,
}: FieldInputProps) {
  const t = useTranslations('fields')
  const { Control } = useHost()
  const group = useRef<HTMLDivElement>(null)
  const added = useRef(false)
  const items: unknown[] = Array.isArray(value) ? value : []
  const type = typeof options.itemType === 'string' ? options.itemType : ''
  const most = typeof options.maxItems === 'number' ? options.maxItems : Infinity
  const newest = useNewest(items)
  const change = (next: unknown[]) => {
    newest.current = next
    onChange(next.length > 0 ? next : '')
  }
  useEffect(() => {
    if (!added.current) return
    added.current = false
    document.getElementById(`${id}-${String(items.length - 1)}`)?.focus()
  }, [id, items.length])

  function remove(index: number) {
    change(items.filter((_, other) => other !== index))
    group.current?.focus()
  }

  return (
    <div
      ref={group}
      id={id}
      role="group"
      tabIndex={-1}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className="space-y-2"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onBlur()
      }}
    >
      {items.map((item, index) => {
        const own = `${id}-${String(index)}`
        const problem = problems.find((one) => one.index === index)
        return (
          <div key={own}>
            <div className="flex items-start gap-2">
              <label id={`${own}-label`} htmlFor={own} className="sr-only">
                {t('entry', { number: index + 1 })}
              </label>
              <div className="min-w-0 flex-1">
                {Control ? (
                  <Control
                    id={own}
                    name={`${name}-${String(index)}`}
                    type={type}
                    value={typeof item === 'number' ? String(item) : item}
                    options={{}}
                    choices={[]}
                    required
                    disabled={disabled}
                    invalid={problem !== undefined}
                    labelledBy={`${own}-label`}
                    describedBy={problem ? `${own}-error` : undefined}
                    onChange={(next) => {
                      change(newest.current.map((other, n) => (n === index ? next : other)))
                    }}
                    onBlur={() => undefined}
                  />
                ) : null}
              </div>
              <Button
                variant="ghost"
                size="icon"
                disabled={disabled}
                aria-label={t('removeEntry', { number: index + 1 })}
                onClick={() => {
                  remove(index)
                }}
              >
                <X aria-hidden />
              </Button>
            </div>
            <FieldError id={`${own}-error`}>{problem?.text}</FieldError>
          </div>
        )
      })}
      <Button
        size="sm"
        disabled={disabled || items.length >= most}
        onClick={() => {
          added.current = true
          change([...items, ''])
        }}
      >
        <Plus aria-hidden />
        {t('addEntry')}
      </Button>
    </div>
  )
}
