import type { Actor } from '#server/actor.ts'
import { env } from '#server/env.ts'
import { namespacesOf } from '#server/people/can.ts'

/** Protections that the operator has switched off. */
export type Opened = 'sandbox' | 'scriptNetwork' | 'demoPeople'

/** What is open on this installation that is closed by default, for those who write flows: they build upon it. Nothing for others. */
export function openedFor(actor: Actor): Opened[] {
  const namespaces = namespacesOf(actor, 'flow:write')
  if (namespaces !== 'all' && namespaces.length === 0) return []
  const { FORMWORK_SANDBOX, FORMWORK_SCRIPT_NETWORK, SEED_DEMO_OPEN } = env()
  const open: Record<Opened, boolean> = {
    sandbox: FORMWORK_SANDBOX === 'off',
    // without a sandbox every script has the network
    scriptNetwork: FORMWORK_SCRIPT_NETWORK && FORMWORK_SANDBOX !== 'off',
    demoPeople: SEED_DEMO_OPEN,
  }
  return (Object.keys(open) as Opened[]).filter((name) => open[name])
}
