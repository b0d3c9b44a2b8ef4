import { cn } from '#components/ui/cn.ts'

const most = 12

/** How far along, as short strokes; the words beside it say the same. */
export function StageBar({ index, of }: { index: number; of: number }) {
  const strokes = Math.min(of, most)
  const at = Math.min(Math.floor((index * strokes) / Math.max(of, 1)), strokes - 1)
  return (
    <span aria-hidden className="flex w-20 shrink-0 gap-0.5">
      {Array.from({ length: strokes }, (_, stroke) => (
        <span
          key={stroke}
          className={cn(
            'h-1 flex-1 rounded-full',
            stroke < at ? 'bg-accent' : stroke === at ? 'animate-breathe bg-accent' : 'bg-line',
          )}
        />
      ))}
    </span>
  )
}
