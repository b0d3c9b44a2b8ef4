'use client'

import { useRef, type PointerEvent } from 'react'

const [width, height] = [300, 100]

interface DrawingPadProps {
  /** Of an SVG of 300 by 100: `M10 20L11 22 13 25`. */
  path: string
  /** Stands in it while nothing is drawn. */
  label: string
  describedBy: string
  disabled: boolean
  onDrawn(path: string): void
}

/** A place to draw in with a finger, a pen or a mouse. What is drawn is text: the path itself. */
export function DrawingPad({ path, label, describedBy, disabled, onDrawn }: DrawingPadProps) {
  const drawing = useRef<string>(undefined)

  function pointOf(event: PointerEvent<SVGSVGElement>): string {
    const box = event.currentTarget.getBoundingClientRect()
    const x = ((event.clientX - box.left) / box.width) * width
    const y = ((event.clientY - box.top) / box.height) * height
    const inside = (value: number, most: number) => Math.min(Math.max(value, 0), most).toFixed(1)
    return `${inside(x, width)} ${inside(y, height)}`
  }

  return (
    <svg
      role="img"
      aria-label={label}
      aria-describedby={describedBy}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      className="w-75 max-w-full touch-none rounded-sm border border-dashed border-line-strong/60 bg-surface text-ink"
      onPointerDown={(event) => {
        if (disabled || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        drawing.current = `${path}M${pointOf(event)}L`
      }}
      onPointerMove={(event) => {
        if (drawing.current === undefined) return
        const point = pointOf(event)
        drawing.current += drawing.current.endsWith('L') ? point : ` ${point}`
        onDrawn(drawing.current)
      }}
      onPointerUp={() => {
        drawing.current = undefined
      }}
      onPointerCancel={() => {
        drawing.current = undefined
      }}
    >
      <path d="M20 78H280" stroke="currentColor" className="text-line-strong" />
      {path === '' ? (
        <text x={width / 2} y={66} textAnchor="middle" fontSize={11} className="fill-ink-faint select-none">
          {label}
        </text>
      ) : null}
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
