'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { cn } from '#components/ui/cn.ts'
import type { Box, Laid } from './lay-out.ts'
import type { Shape, ShapeEdge } from './shape.ts'

/** Ways between the nodes, with the case of a choice beside them. What the lines say, the order of the list says too. */
export function GraphLines({ shape, laid }: { shape: Shape; laid: Laid }) {
  const t = useTranslations('studio.graph')
  const arrow = useId()
  const names = { ERROR: t('error'), FINALLY: t('finally'), AFTER_EXECUTION: t('after') }
  const lines = shape.edges.flatMap((edge) => {
    const from = laid.boxes.get(edge.source)
    const to = laid.boxes.get(edge.target)
    return from && to ? [{ edge, from, to }] : []
  })
  return (
    <svg
      aria-hidden
      width={laid.width}
      height={laid.height}
      className="absolute top-0 left-0 overflow-visible text-line-strong"
    >
      <defs>
        <marker id={arrow} viewBox="0 0 8 8" refX={7} refY={4} markerWidth={7} markerHeight={7} orient="auto">
          <path d="M0 0 8 4 0 8Z" fill="currentColor" />
        </marker>
      </defs>
      {lines.map(({ edge, from, to }, index) => (
        <path
          key={index}
          d={wayOf(from, to)}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.25}
          strokeDasharray={edge.branch ? '4 4' : undefined}
          markerEnd={to.height > 20 ? `url(#${arrow})` : undefined}
          className={cn(edge.branch === 'ERROR' && 'text-danger')}
        />
      ))}
      {shape.nodes.map(({ uid, kind }) => {
        const place = laid.boxes.get(uid)
        if (kind !== 'dot' || !place) return null
        return <circle key={uid} cx={place.x + 5} cy={place.y + 5} r={4} fill="currentColor" />
      })}
      {lines.map(({ edge, from, to }, index) => {
        const text = labelOf(edge, names)
        return text === undefined ? null : <Label key={index} text={text} from={from} to={to} />
      })}
    </svg>
  )
}

function labelOf(edge: ShapeEdge, names: Record<NonNullable<ShapeEdge['branch']>, string>) {
  if (edge.branch) return names[edge.branch]
  return edge.value
}

const letterWidth = 6.5
const longestLabel = 24

function Label({ text, from, to }: { text: string; from: Box; to: Box }) {
  const shown = text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text
  const width = shown.length * letterWidth + 10
  const x = to.x + to.width / 2
  // near the node that it leads to: there the ways of a choice have parted
  const y = Math.max(from.y + from.height + 9, to.y - 18)
  return (
    <g>
      <rect x={x - width / 2} y={y - 8} width={width} height={16} rx={8} className="fill-sunken" />
      <text x={x} y={y + 4} textAnchor="middle" className="fill-ink-soft text-[11px]">
        {shown}
      </text>
    </g>
  )
}

/** From the foot of a node to the head of the next, leaving and arriving upright. */
function wayOf(from: Box, to: Box): string {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height]
  const [x2, y2] = [to.x + to.width / 2, to.y]
  if (Math.abs(x1 - x2) < 1) return `M${point(x1, y1)} L${point(x2, y2)}`
  const bend = Math.min(Math.max((y2 - y1) / 2, 16), 80)
  return `M${point(x1, y1)} C${point(x1, y1 + bend)} ${point(x2, y2 - bend)} ${point(x2, y2)}`
}

const point = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`
