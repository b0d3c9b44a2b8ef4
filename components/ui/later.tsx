import { lazy, memo, Suspense, useState, type ComponentType, type ReactNode } from 'react'
import { useHydrated } from './use-hydrated.ts'

type Load<P> = () => Promise<{ default: ComponentType<P> }>

/** Its code comes as it is first shown, or before, where somebody is near it. */
type Later<P> = ComponentType<P> & { preload: () => void }

const settled = () => undefined

/** A component whose code the page does without at first. @param waiting what stands in its place until then, of its size */
export function later<P extends object>(load: Load<P>, waiting: ReactNode = null): Later<P> {
  let loaded: ComponentType<P> | undefined
  const fetched: Load<P> = async () => {
    const module = await load()
    loaded = module.default
    return module
  }
  const Loaded = lazy<ComponentType<P>>(fetched)
  // React throws away a boundary's HTML that is drawn anew before its code has come: only for other props it is
  const Boundary = memo((props: P) => (
    <Suspense fallback={waiting}>
      <Loaded {...props} />
    </Suspense>
  ))
  Boundary.displayName = 'Boundary'
  function Later(props: P) {
    // What is there is drawn at once: React holds a placeholder that was shown for a third of a second. The server's HTML always
    // has the boundary, whatever the server or this browser has loaded before.
    const isOwn = useHydrated()
    const [Ready] = useState(() => (isOwn ? loaded : undefined))
    if (Ready) return <Ready {...props} />
    return <Boundary {...props} />
  }
  Later.preload = () => {
    // one that cannot be loaded now is asked for again when it is shown, and told of there
    fetched().then(settled, settled)
  }
  return Later
}
