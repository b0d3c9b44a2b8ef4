import type { AuditVerdict, Finding } from './verify.ts'

const shownAtMost = 20

const words: Record<Finding['kind'], string> = {
  changed: 'CHANGED ',
  removed: 'REMOVED ',
  inserted: 'INSERTED',
  forged: 'FORGED  ',
}

/** What the verifier found, as lines for a person: the first thing that is wrong comes first. */
export function reportOf(verdict: AuditVerdict): string[] {
  const { entries, checkpoints, unsealed, purged, last, findings } = verdict
  const lines = [`${entries} entries, ${checkpoints} checkpoints, ${unsealed} entries since the last one`]
  if (purged)
    lines.push(
      `Purged as set: ${purged.entries} entries of checkpoints 1 to ${purged.through}, from before ${purged.before.toISOString()}`,
    )
  if (last) lines.push(`Last checkpoint, to be noted down elsewhere: ${last.number}:${last.hash}`)
  if (findings.length === 0) return [...lines, 'The audit is whole.']
  lines.push(`The audit is NOT whole. The first of ${findings.length} things that are wrong:`)
  for (const { kind, message } of findings.slice(0, shownAtMost)) lines.push(`  ${words[kind]} ${message}`)
  if (findings.length > shownAtMost) lines.push(`  … and ${findings.length - shownAtMost} more`)
  return lines
}
