'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { moveKept } from '#components/yaml-editor/kept-text.ts'
import { cleanPath, filePath, folderOf, formOf, keptKey, movePath, nameOf, partPath } from './file-path.ts'
import type { NameKind } from './folder-tools.ts'

interface NameDialogProps {
  namespace: string
  kind: NameKind
  /** The folder for something new; what is moved. */
  path: string
  /** Where it is now. */
  onDone(path: string): void
  onClose(): void
}

/** What will be typed is the name: of what is moved it is picked without its ending and the folders before it. */
function pickedIn(kind: NameKind, text: string) {
  const from = kind === 'move' ? text.lastIndexOf('/') + 1 : text.length
  const dot = text.lastIndexOf('.')
  return { from, to: dot > from ? dot : text.length }
}

/** Asks for the path of a new file or folder, or for the one that something moves to. */
export default function NameDialog({ namespace, kind, path, onDone, onClose }: NameDialogProps) {
  const t = useTranslations('studio.files')
  const common = useTranslations('common')
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(kind === 'move' || path === '' ? path : `${path}/`)
  const [tried, setTried] = useState(false)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const target = cleanPath(text)
  const isWrong = target === '' || (kind !== 'move' && target === path)

  const [picked] = useState(() => pickedIn(kind, text))
  useEffect(() => {
    input.current?.focus()
    input.current?.setSelectionRange(picked.from, picked.to)
  }, [picked])

  async function change() {
    if (kind === 'folder') return send('POST', partPath('directory', { namespace, path: target }))
    if (kind === 'move') {
      await send('PUT', movePath(namespace, path, target))
      moveKept(keptKey({ namespace, path }), keptKey({ namespace, path: target }))
      return
    }
    const form = formOf(new Blob([]))
    await send('POST', filePath({ namespace, path: target }, '&expected=0'), { form })
  }

  async function submit() {
    setTried(true)
    if (pending || isWrong) return
    setPending(true)
    setTrouble(undefined)
    try {
      await change()
      const folders = new Set([folderOf(path), folderOf(target), ''])
      await Promise.all(
        [...folders].map((folder) =>
          client.invalidateQueries({ queryKey: [partPath('directory', { namespace, path: folder })] }),
        ),
      )
      onDone(target)
    } catch (error) {
      setTrouble(error)
      setPending(false)
    }
  }

  return (
    <Dialog
      open
      title={kind === 'move' ? t('moveTitle', { name: nameOf(path) }) : t(`names.${kind}`)}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <Form noValidate onSubmit={() => void submit()} className="space-y-4">
        <Field
          id="file-path"
          label={t('path')}
          help={t('pathHelp')}
          error={tried && isWrong ? t('wrongPath') : null}
        >
          <Input
            ref={input}
            id="file-path"
            value={text}
            required
            maxLength={1000}
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            aria-invalid={tried && isWrong}
            aria-describedby={describedBy('file-path', { help: true, error: tried && isWrong })}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        {trouble ? <TroubleNotice error={trouble} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {kind === 'move' ? t('moveIt') : t('make')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
