import { NextIntlClientProvider, type Messages as AllMessages } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'

export type Namespace = keyof AllMessages

/** What every page's client components may name. */
const everywhere: readonly Namespace[] = ['common', 'frame', 'outcome']

/** Hands messages to the client components within: only the namespaces that they name travel to the browser. */
export async function Messages({ of, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const all = await getMessages()
  const picked = Object.fromEntries([...everywhere, ...of].map((name) => [name, all[name]]))
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>
}
