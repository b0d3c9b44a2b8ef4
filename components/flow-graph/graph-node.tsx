'use client'

import { Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { StatePill } from '#components/run-timeline/state-pill.tsx'
import { cn } from '#components/ui/cn.ts'
import type { Box } from './lay-out.ts'
import type { ShapeNode, TaskState } from './shape.ts'

interface GraphNodeProps {
  node: ShapeNode
  place: Box | undefined
  /** Absent: it has not run. */
  task: TaskState | undefined
  /** The graph is of a run. */
  live: boolean
  selected: boolean
  /** Tab comes to it; arrow keys go on from there. */
  reachable: boolean
  onFocus(): void
  onSelect?: (id: string) => void
}

/** A task or trigger in the graph, a button where picking it leads somewhere. */
export function GraphNode(props: GraphNodeProps) {
  const { node, place, task, live, selected, reachable, onFocus, onSelect } = props
  const t = useTranslations('studio.graph')
  if (!place) return null
  return (
    <li
      style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
      className="absolute"
    >
      <button
        type="button"
        data-uid={node.uid}
        tabIndex={reachable ? 0 : -1}
        aria-pressed={onSelect ? selected : undefined}
        aria-disabled={onSelect ? undefined : true}
        title={node.type}
        onFocus={onFocus}
        onClick={() => {
          if (node.kind === 'task') onSelect?.(node.id)
        }}
        className={cn(
          'flex size-full flex-col justify-center rounded-sm border bg-raised px-3 text-left',
          onSelect && node.kind === 'task' ? 'hover:border-accent' : 'cursor-default!',
          selected ? 'border-accent ring-2 ring-accent/40' : 'border-line-strong/60',
          node.disabled || (live && !task && node.kind === 'task') ? 'border-dashed' : '',
          node.branch === 'ERROR' && !selected ? 'border-danger/60' : '',
        )}
      >
        <span className="flex w-full min-w-0 items-center gap-1.5">
          {node.kind === 'trigger' ? <Zap aria-hidden className="size-3.5 shrink-0 text-warning" /> : null}
          <span className="truncate font-mono text-sm">{node.id}</span>
          {node.disabled ? <span className="text-xs text-ink-faint">{t('disabled')}</span> : null}
        </span>
        <span className="flex w-full min-w-0 items-center justify-between gap-2">
          <span className="truncate text-xs text-ink-faint">{lastPart(node.type)}</span>
          {task ? (
            <span className="flex shrink-0 items-center gap-1 text-xs text-ink-soft tabular-nums">
              {task.count > 1 ? t('times', { count: task.count }) : null}
              <StatePill state={task.state} />
            </span>
          ) : null}
        </span>
      </button>
    </li>
  )
}

/** Of a long name like `io.kestra.plugin.core.log.Log` the end says what it is; ours are short. */
function lastPart(type: string): string {
  return type.length > 24 ? type.slice(type.lastIndexOf('.') + 1) : type
}
