'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { permissions, type Permission } from '#server/people/permissions.ts'

interface PermissionBoxesProps {
  chosen: readonly Permission[]
  /** What the viewer holds: nothing else can be given. */
  held: readonly Permission[]
  /** Whether what the viewer does not hold is not shown at all. */
  onlyHeld?: boolean
  onChange(chosen: Permission[]): void
}

/** A box for each permission, by resource. What the viewer does not hold stays as it is. */
export function PermissionBoxes({ chosen, held, onlyHeld = false, onChange }: PermissionBoxesProps) {
  const t = useTranslations('tokens')
  const shown = onlyHeld ? permissions.filter((name) => held.includes(name)) : permissions
  const resources = [...new Set(shown.map((name) => name.slice(0, name.indexOf(':'))))]
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium">{t('permissions')}</legend>
      <p className="text-sm text-ink-faint">{t('onlyHeld')}</p>
      <div className="divide-y rounded-lg border">
        {resources.map((resource) => (
          <fieldset key={resource} className="flex flex-wrap items-baseline gap-x-4 px-3 py-1.5">
            <legend className="float-left w-36 font-mono text-xs text-ink-soft">{resource}</legend>
            {shown
              .filter((name) => name.startsWith(`${resource}:`))
              .map((name) => (
                <Checkbox
                  key={name}
                  checked={chosen.includes(name)}
                  disabled={!held.includes(name)}
                  label={<span className="font-mono text-xs">{name.slice(resource.length + 1)}</span>}
                  onChange={(event) => {
                    onChange(
                      event.target.checked ? [...chosen, name] : chosen.filter((other) => other !== name),
                    )
                  }}
                />
              ))}
          </fieldset>
        ))}
      </div>
    </fieldset>
  )
}
