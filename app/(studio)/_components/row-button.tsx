import type { LucideIcon } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'

interface RowButtonProps {
  icon: LucideIcon
  /** What it does to which row. */
  label: string
  onClick(): void
}

/** What can be done with a row of a table, as an icon at its end. */
export function RowButton({ icon: Icon, label, onClick }: RowButtonProps) {
  return (
    <Button size="icon" variant="ghost" aria-label={label} title={label} onClick={onClick}>
      <Icon aria-hidden />
    </Button>
  )
}
