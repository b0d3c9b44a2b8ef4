/** Days that are looked back; the first is what the page opens with. */
export const windows = [30, 7, 90, 365] as const

/** A flow as the address names it. */
export const keyOf = ({ namespace, flowId }: { namespace: string; flowId: string }) =>
  `${namespace}/${flowId}`
