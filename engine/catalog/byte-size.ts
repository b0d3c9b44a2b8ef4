const units: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/** `10KB` as bytes. @param name of the property, for the message @throws Error for what is no size */
export function bytesOf(text: string, name = 'batch.bytes'): number {
  const [, digits = '', unit = 'B'] = /^(\d+)\s*(B|KB|MB|GB)?$/i.exec(text.trim()) ?? []
  const bytes = Number(digits) * (units[unit.toUpperCase()] ?? 1)
  if (!(bytes > 0)) throw new Error(`\`${name}\` is a size such as 10KB, but is ${text}`)
  return bytes
}
