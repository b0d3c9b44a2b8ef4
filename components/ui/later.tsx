import { lazy, memo, Suspense, useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { useHydrated } from './use-hydrated.ts'

type Load<P> = () => Promise<{ default: ComponentType<P> }>

/** Its code comes as it is first shown, or before, where somebody is near it. */
type Later<P> = ComponentType<P> & { preload: () => void }

const settled = () => undefined

interface AliveProps {
  onAlive(alive: true): void
}

/** Tells that the boundary around it lives. */
function Alive({ onAlive }: AliveProps) {
  useEffect(() => {
    onAlive(true)
  }, [onAlive])
  return null
}

/** A component whose code the page does without at first. @param waiting what stands in its place until then, of its size */
export function later<P extends object>(load: Load<P>, waiting: ReactNode = null): Later<P> {
  let loaded: ComponentType<P> | undefined
  const fetched: Load<P> = async () => {
    const module = await load()
    loaded = module.default
    return module
  }
  const Loaded = lazy<ComponentType<P>>(fetched)
  const Boundary = memo(({ props, onAlive }: { props: P } & AliveProps) => (
    <Suspense fallback={waiting}>
      <Loaded {...props} />
      <Alive onAlive={onAlive} />
    </Suspense>
  ))
  Boundary.displayName = 'Boundary'
  function Later(props: P) {
    // What is there is drawn at once: React holds a placeholder that was shown for a third of a second. The server's HTML always
    // has the boundary, whatever the server or this browser has loaded before.
    const isOwn = useHydrated()
    const [Ready] = useState(() => (isOwn ? loaded : undefined))
    // React throws away a boundary's HTML that is drawn anew before its code has come, and what somebody has typed there: until
    // then it has the props of the server's.
    const [first] = useState(props)
    const [alive, setAlive] = useState(false)
    if (Ready) return <Ready {...props} />
    return <Boundary props={alive ? props : first} onAlive={setAlive} />
  }
  Later.preload = () => {
    // one that cannot be loaded now is asked for again when it is shown, and told of there
    fetched().then(settled, settled)
  }
  return Later
}
