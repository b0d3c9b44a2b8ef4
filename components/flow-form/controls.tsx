'use client'

import { lazy, Suspense, type ComponentType } from 'react'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { inputs as loaders } from '#generated/catalog/inputs.ts'

/** Each type's control is loaded when a form shows it. */
const loadOf: Readonly<Record<string, () => Promise<{ default: ComponentType<FieldInputProps> }>>> = loaders
export const controls: Readonly<Record<string, ComponentType<FieldInputProps>>> = Object.fromEntries(
  Object.entries(loaders).map(([type, one]) => [type, lazy(one)]),
)

const settled = () => undefined

/** Has the controls at hand before an answer makes them visible, so that nothing jumps then. */
export function preloadControls(types: Iterable<string>): void {
  for (const type of new Set(types)) {
    // One that cannot be loaded now is asked for again when it is shown, and told of there.
    loadOf[type]?.().then(settled, settled)
  }
}

/** The control of a type, inside another one. */
export function InnerControl({ type, ...props }: FieldInputProps & { type: string }) {
  const Control = controls[type]
  return Control ? (
    <Suspense fallback={<Skeleton className="h-9 max-sm:h-11" />}>
      <Control {...props} />
    </Suspense>
  ) : null
}
