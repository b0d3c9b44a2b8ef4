'use client'

import { useEffect, useRef, useState } from 'react'
import { Section } from '#components/ui/card.tsx'
import { later } from '#components/ui/later.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

const Conversation = later(() => import('./conversation.tsx'), <Waiting />)

interface ConversationSlotProps {
  requestId: string
  title: string
  /** Address of a file of it, for who reads. */
  fileHref(uri: string): string
}

/** The conversation, loaded when it comes into sight: most who look at a request read where it stands and leave. */
export function ConversationSlot({ requestId, title, fileHref }: ConversationSlotProps) {
  const place = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const element = place.current
    if (!element || seen) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true)
    })
    observer.observe(element)
    // who goes by keys comes to what is in it in its order, in sight or not
    const byKeys = ({ key }: KeyboardEvent) => {
      if (key === 'Tab') setSeen(true)
    }
    window.addEventListener('keydown', byKeys)
    return () => {
      observer.disconnect()
      window.removeEventListener('keydown', byKeys)
    }
  }, [seen])
  return (
    <div ref={place} className="scroll-mt-16">
      <Section id="conversation" title={title}>
        {seen ? <Conversation requestId={requestId} fileHref={fileHref} /> : <Waiting />}
      </Section>
    </div>
  )
}

function Waiting() {
  return <Skeleton className="h-36 rounded-lg" />
}
