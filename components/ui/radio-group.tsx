interface RadioGroupProps {
  id: string
  name: string
  value: string
  options: readonly { label: string; value: string }[]
  /** `row`: side by side, for few short ones. */
  layout?: 'column' | 'row'
  labelledBy: string
  describedBy?: string
  invalid?: boolean
  disabled?: boolean
  onChange(value: string): void
  onBlur?(): void
}

export function RadioGroup({
  id,
  name,
  value,
  options,
  layout = 'column',
  labelledBy,
  describedBy,
  invalid,
  disabled,
  onChange,
  onBlur,
}: RadioGroupProps) {
  return (
    <div
      id={id}
      role="radiogroup"
      tabIndex={-1}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      onBlur={onBlur}
      className={layout === 'row' ? 'flex flex-wrap gap-x-6' : 'space-y-0.5'}
    >
      {options.map((option) => (
        <label key={option.value} className="flex items-center gap-2.5 py-1 max-sm:min-h-11">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={disabled}
            onChange={() => {
              onChange(option.value)
            }}
            className="size-4 shrink-0 max-sm:size-5"
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
