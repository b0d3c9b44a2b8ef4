import { useTranslations } from 'next-intl'

const name = 'leave-empty'

/**
 * A field that people neither see nor hear of: what fills it in is a program. Neither browsers nor keepers of passwords know what
 * its name would be for.
 */
export function Trap() {
  const t = useTranslations('outside')
  return (
    <div aria-hidden className="absolute -left-[9999px] h-px w-px overflow-hidden">
      <label htmlFor={name}>{t('trap')}</label>
      <input
        id={name}
        name={name}
        type="text"
        tabIndex={-1}
        autoComplete="off"
        data-1p-ignore
        data-lpignore="true"
        data-form-type="other"
        defaultValue=""
      />
    </div>
  )
}

/** What stands in it. It is empty again afterwards: where a browser filled it in, the person sends once more. */
export function sprungTrap(around: ParentNode | null): string {
  const field = around?.querySelector<HTMLInputElement>(`input[name="${name}"]`)
  const value = field?.value ?? ''
  if (field) field.value = ''
  return value
}
