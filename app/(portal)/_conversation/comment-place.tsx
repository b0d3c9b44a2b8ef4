'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type ComponentType } from 'react'
import { flushSync } from 'react-dom'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { textareaStyle } from '#components/ui/textarea-style.ts'
import { useLatest } from '#components/ui/use-latest.ts'
import { BoxFrame } from './box-frame.tsx'
import type { Begun, CommentBoxProps } from './comment-box.tsx'

/** Where a comment is written. Most only read: the box's code comes with the first touch, and goes on from what was done by then. */
export function CommentPlace(props: Omit<CommentBoxProps, 'begun'>) {
  const { requestId, may } = props
  const t = useTranslations('conversation')
  const area = useRef<HTMLTextAreaElement>(null)
  const [isEmpty, setEmpty] = useState(true)
  const [box, setBox] = useState<{ Box: ComponentType<CommentBoxProps>; begun: Begun }>()
  const [trouble, setTrouble] = useState<unknown>()
  const wish = useRef<Pick<Begun, 'act' | 'files'>>({})

  const begin = useLatest(async (wanted: typeof wish.current) => {
    wish.current = { ...wish.current, ...wanted }
    setTrouble(undefined)
    try {
      const { default: Box } = await import('./comment-box.tsx')
      const { value: text = '', selectionStart = 0 } = area.current ?? {}
      const caret = document.activeElement === area.current ? selectionStart : undefined
      // at once: no key falls between what was typed here and the box that goes on with it
      flushSync(() => {
        setBox((had) => had ?? { Box, begun: { text, caret, ...wish.current } })
      })
    } catch (error) {
      setTrouble(error)
    }
  })
  useEffect(() => {
    if (isKept(requestId)) void begin({})
  }, [requestId, begin])

  if (box) return <box.Box {...props} begun={box.begun} />
  return (
    <BoxFrame
      isEmpty={isEmpty}
      mayMention={may.mention}
      onSend={() => void begin({ act: 'send' })}
      onAttach={() => void begin({ act: 'attach' })}
      onDrop={(files) => void begin({ files })}
    >
      <div className="relative">
        <textarea
          ref={area}
          id={`write-${requestId}`}
          aria-label={t('write')}
          placeholder={t('write')}
          rows={3}
          maxLength={10_000}
          onFocus={() => void begin({})}
          onInput={(event) => {
            setEmpty(event.currentTarget.value.trim() === '')
          }}
          className={textareaStyle}
        />
      </div>
      <div role="status" />
      {trouble ? <TroubleNotice error={trouble} /> : null}
    </BoxFrame>
  )
}

/** Whether this tab has something that was written and not sent. */
function isKept(requestId: string): boolean {
  try {
    return sessionStorage.getItem(`comment:${requestId}`) !== null
  } catch {
    return false
  }
}
