'use client'

import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { GraphLines } from './graph-lines.tsx'
import { GraphNode } from './graph-node.tsx'
import { layOut, type Laid } from './lay-out.ts'
import { shapeOf, type GraphAnswer, type Shape, type TaskState } from './shape.ts'
import { useDragScroll } from './use-drag-scroll.ts'

interface FlowGraphProps {
  graph: GraphAnswer
  label: string
  /** By id of the task, in a run. */
  states?: ReadonlyMap<string, TaskState>
  /** Id of the task that is picked. */
  selected?: string
  onSelect?(id: string): void
  className?: string
}

const zooms = [0.25, 0.35, 0.5, 0.65, 0.8, 1, 1.25, 1.5]
/** Smaller, names could not be read: then one scrolls. */
const leastAtFirst = 0.65
const margin = 24

/**
 * The tasks of a flow from top to bottom. It scrolls like any page: by wheel, finger and keys; arrow keys walk the tasks.
 * Its client messages are `studio`.
 */
export default function FlowGraph(props: FlowGraphProps) {
  const { graph, label, states, selected, onSelect, className } = props
  const { shape, laid } = useMemo(() => {
    const made = shapeOf(graph)
    return { shape: made, laid: layOut(made) }
  }, [graph])
  const box = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState(1)
  const drag = useDragScroll(box)

  useEffect(() => {
    const width = box.current?.clientWidth ?? 0
    setZoom(fitting(laid, width, leastAtFirst))
    box.current?.scrollTo({ left: (laid.width - width) / 2 })
  }, [laid])

  return (
    <div className={cn('relative overflow-hidden rounded-lg border bg-surface', className)}>
      <div
        ref={box}
        role="region"
        aria-label={label}
        tabIndex={0}
        {...drag}
        className="size-full cursor-grab overflow-auto focus-visible:-outline-offset-2 active:cursor-grabbing"
      >
        <div
          style={{
            width: `${String((laid.width + 2 * margin) * zoom)}px`,
            height: `${String((laid.height + 2 * margin) * zoom)}px`,
          }}
          className="relative mx-auto"
        >
          <div
            style={{ transform: `scale(${String(zoom)})`, padding: margin }}
            className="absolute top-0 left-0 origin-top-left"
          >
            <Drawing shape={shape} laid={laid} states={states} selected={selected} onSelect={onSelect} />
          </div>
        </div>
      </div>
      <ZoomButtons
        zoom={zoom}
        onZoom={setZoom}
        onFit={() => {
          setZoom(fitting(laid, box.current?.clientWidth ?? 0, 0.25))
        }}
      />
    </div>
  )
}

function fitting({ width }: Laid, room: number, least: number): number {
  return Math.min(1, Math.max(least, room / (width + 2 * margin)))
}

interface DrawingProps extends Pick<FlowGraphProps, 'states' | 'selected' | 'onSelect'> {
  shape: Shape
  laid: Laid
}

function Drawing({ shape, laid, states, selected, onSelect }: DrawingProps) {
  const t = useTranslations('studio.graph')
  const tasks = shape.nodes.filter(({ kind }) => kind !== 'dot')
  const list = useRef<HTMLUListElement>(null)
  const [current, setCurrent] = useState<string>()
  const reached = tasks.find(({ uid }) => uid === current) ?? tasks[0]

  function walk(event: KeyboardEvent) {
    const at = tasks.findIndex(({ uid }) => uid === reached?.uid)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: tasks.length - 1 }[event.key]
    const node = next === undefined ? undefined : tasks[next]
    if (!node) return
    event.preventDefault()
    setCurrent(node.uid)
    list.current?.querySelector<HTMLElement>(`[data-uid="${CSS.escape(node.uid)}"]`)?.focus()
  }

  return (
    <div
      style={{ width: `${String(laid.width)}px`, height: `${String(laid.height)}px` }}
      className="relative"
    >
      {shape.clusters.map(({ uid, title, branch }) => {
        const place = laid.boxes.get(uid)
        return place ? (
          <div
            key={uid}
            aria-hidden
            style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
            className={cn(
              'absolute rounded-lg border border-dashed bg-sunken/40 px-2.5 pt-1 text-xs text-ink-faint',
              branch === 'ERROR' ? 'border-danger/60' : 'border-line-strong/60',
            )}
          >
            <span className="block truncate font-mono">{title ?? t('triggers')}</span>
          </div>
        ) : null
      })}
      <GraphLines shape={shape} laid={laid} />
      <ul ref={list} aria-label={t('tasks')} onKeyDown={walk}>
        {tasks.map((node) => (
          <GraphNode
            key={node.uid}
            node={node}
            place={laid.boxes.get(node.uid)}
            task={states?.get(node.id)}
            live={states !== undefined}
            selected={node.id === selected}
            reachable={node.uid === reached?.uid}
            onFocus={() => {
              setCurrent(node.uid)
            }}
            onSelect={onSelect}
          />
        ))}
      </ul>
    </div>
  )
}

interface ZoomButtonsProps {
  zoom: number
  onZoom(zoom: number): void
  onFit(): void
}

function ZoomButtons({ zoom, onZoom, onFit }: ZoomButtonsProps) {
  const t = useTranslations('studio.graph')
  const smaller = zooms.filter((step) => step < zoom - 0.01).at(-1)
  const larger = zooms.find((step) => step > zoom + 0.01)
  return (
    <div role="group" aria-label={t('zoom')} className="absolute right-3 bottom-3 flex gap-1">
      <Button
        size="icon"
        aria-label={t('smaller')}
        title={t('smaller')}
        aria-disabled={smaller === undefined}
        onClick={() => {
          if (smaller !== undefined) onZoom(smaller)
        }}
      >
        <ZoomOut aria-hidden />
      </Button>
      <Button
        size="icon"
        aria-label={t('larger')}
        title={t('larger')}
        aria-disabled={larger === undefined}
        onClick={() => {
          if (larger !== undefined) onZoom(larger)
        }}
      >
        <ZoomIn aria-hidden />
      </Button>
      <Button size="icon" aria-label={t('fit')} title={t('fit')} onClick={onFit}>
        <Maximize2 aria-hidden />
      </Button>
    </div>
  )
}
