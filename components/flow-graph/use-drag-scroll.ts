'use client'

import { useRef, type PointerEvent, type RefObject } from 'react'

/** Lets a mouse drag what scrolls, as a finger does by itself. What is pressed in it keeps its click. */
export function useDragScroll(box: RefObject<HTMLElement | null>) {
  const from = useRef<{ x: number; y: number; left: number; top: number }>(undefined)
  return {
    onPointerDown: (event: PointerEvent) => {
      const element = box.current
      const isFree = event.pointerType === 'mouse' && event.button === 0
      if (!element || !isFree || (event.target as Element).closest('button')) return
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = element
      const { left, top } = element.getBoundingClientRect()
      // the scrollbars drag by themselves
      if (event.clientX > left + clientWidth || event.clientY > top + clientHeight) return
      from.current = { x: event.clientX, y: event.clientY, left: scrollLeft, top: scrollTop }
      element.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent) => {
      const start = from.current
      if (!start) return
      box.current?.scrollTo(start.left + start.x - event.clientX, start.top + start.y - event.clientY)
    },
    onPointerUp: () => {
      from.current = undefined
    },
    onPointerCancel: () => {
      from.current = undefined
    },
  }
}
