'use client'

import { useTranslations } from 'next-intl'
import { Fragment, useEffect, useState } from 'react'
import type { PropertyWord, TypeWord } from '#engine/flow/language.ts'
import { placeAt } from './place.ts'
import { wordsAt } from './words-at.ts'
import type { EditorLanguage } from './words-at.ts'

interface DocsPaneProps {
  text: string
  cursor: { line: number; column: number }
  language: EditorLanguage
}

/** What is under the cursor: its property, its type, and what else may be written there. */
export function DocsPane({ text, cursor, language }: DocsPaneProps) {
  const t = useTranslations('studio.docs')
  const place = placeAt(text.split('\n'), cursor.line, cursor.column)
  const words = wordsAt(language, place)
  const { properties, within } = words
  const type = words.type ?? words.owner
  const named = place.key ?? place.text
  const current = properties.find((word) => word.name === named) ?? within
  return (
    <div className="space-y-5 text-sm">
      {current ? (
        <div>
          <p className="font-mono font-medium">{current.name}</p>
          <p className="mt-1 text-ink-soft">
            <Inline text={current.description} />
          </p>
          <Values values={current.values} />
        </div>
      ) : null}
      {type ? <TypeDocs type={type} /> : null}
      {words.type ? null : <Words title={t('here')} words={properties} />}
      {type ? <Words title={t('properties')} words={words.type ? properties : type.properties} /> : null}
      {type && type.outputs.length > 0 ? <Words title={t('outputs')} words={type.outputs} /> : null}
      {type ? <Example type={type.type} /> : null}
    </div>
  )
}

/** A flow that uses the type, loaded when it is shown. */
function Example({ type }: { type: string }) {
  const t = useTranslations('studio.docs')
  const [examples, setExamples] = useState<Readonly<Record<string, string>>>({})
  useEffect(() => {
    let left = false
    void import('#generated/catalog/examples.ts').then((file) => {
      if (!left) setExamples({ ...file.triggerExamples, ...file.taskExamples })
    })
    return () => {
      left = true
    }
  }, [])
  const example = examples[type]
  if (example === undefined) return null
  return (
    <div>
      <h3 className="mb-2 font-semibold">{t('example')}</h3>
      <pre
        tabIndex={0}
        aria-label={t('example')}
        className="overflow-x-auto rounded-sm border bg-sunken/60 p-2.5 font-mono text-xs"
      >
        {example}
      </pre>
    </div>
  )
}

function TypeDocs({ type }: { type: TypeWord }) {
  const t = useTranslations('studio.docs')
  return (
    <div>
      <h2 className="text-base font-semibold">{type.title}</h2>
      <p className="font-mono text-xs text-ink-faint">{type.type}</p>
      <p className="mt-2 text-ink-soft">
        <Inline text={type.description} />
      </p>
      {type.aliases.length > 0 ? (
        <p className="mt-2 text-xs wrap-anywhere text-ink-faint">
          {t('aliases', { names: type.aliases.join(', ') })}
        </p>
      ) : null}
    </div>
  )
}

function Words({ title, words }: { title: string; words: readonly PropertyWord[] }) {
  const t = useTranslations('studio.docs')
  if (words.length === 0) return null
  return (
    <div>
      <h3 className="mb-2 font-semibold">{title}</h3>
      <dl className="space-y-2.5">
        {words.map((word) => (
          <div key={word.name}>
            <dt className="font-mono text-xs font-medium">
              {word.name}
              {word.required ? <span className="ml-2 font-sans text-ink-faint">{t('required')}</span> : null}
            </dt>
            <dd className="text-ink-soft">
              <Inline text={word.description} />
              <Values values={word.values} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Values({ values }: { values: readonly string[] }) {
  if (values.length === 0) return null
  return <p className="mt-0.5 font-mono text-xs wrap-anywhere text-ink-faint">{values.join(' · ')}</p>
}

/** Descriptions of words use no more of Markdown than code in backticks. */
function Inline({ text }: { text: string }) {
  return text
    .split('`')
    .map((part, index) => (
      <Fragment key={index}>
        {index % 2 === 1 ? <code className="rounded-sm bg-sunken px-1 font-mono text-xs">{part}</code> : part}
      </Fragment>
    ))
}
