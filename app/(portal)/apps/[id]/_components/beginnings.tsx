import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Notice } from '#components/ui/notice.tsx'
import { localText } from '#engine/flow/local-text.ts'
import { flatten } from '#engine/flow/inputs/flatten.ts'
import type { PageForm } from '#server/apps/view.ts'
import type { DraftRow, DraftView } from '#server/drafts/view.ts'
import { titleFromId } from '#server/flows/words.ts'
import { Offers } from './offers.tsx'

interface BeginningsProps {
  appId: string
  form: Pick<PageForm, 'inputs' | 'fromLink'>
  draft: DraftView | undefined
  /** Those that one could go on with instead. */
  drafts: readonly DraftRow[]
  /** The draft that was asked for is no more. */
  isGone: boolean
}

const linkStyle = 'font-medium underline underline-offset-2'

/** What a form begins with, in plain sight: a draft, a copy, a link; and what could not be taken over. */
export async function Beginnings({ appId, form, draft, drafts, isGone }: BeginningsProps) {
  const t = await getTranslations('app')
  return (
    <div className="mb-5 max-w-160 space-y-3 empty:hidden">
      {isGone ? <Notice tone="info">{t('draftGone')}</Notice> : null}
      {drafts.length > 0 ? <Offers appId={appId} drafts={drafts} /> : null}
      {draft?.copiedFrom ? (
        <Notice tone="info">
          {t.rich('copiedFrom', {
            number: draft.copiedFrom.number,
            link: (text) => (
              <Link href={`/requests/${draft.copiedFrom?.id ?? ''}`} className={linkStyle}>
                {text}
              </Link>
            ),
          })}
        </Notice>
      ) : null}
      {draft && draft.unfit.length > 0 ? <Unfit answers={draft.unfit} /> : null}
      {form.fromLink.length > 0 ? <FromLink form={form} /> : null}
    </div>
  )
}

async function Unfit({ answers }: { answers: DraftView['unfit'] }) {
  const t = await getTranslations('app')
  return (
    <Notice tone="warning" title={t('unfit')}>
      <ul className="list-disc space-y-1 pl-4">
        {answers.map(({ label, text, why }, index) => (
          <li key={`${String(index)} ${label}`} className="wrap-anywhere">
            <span className="font-medium">{label}</span>
            {text === undefined ? '' : `: ${text}`} – {t(`why.${why}`)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

async function FromLink({ form }: Pick<BeginningsProps, 'form'>) {
  const [t, format, locale] = await Promise.all([getTranslations('app'), getFormatter(), getLocale()])
  const filled = new Set(form.fromLink)
  const names = flatten(form.inputs).flatMap(({ id, displayName }) =>
    filled.has(id) ? [localText(displayName, locale) ?? titleFromId(id.split('.').at(-1) ?? id)] : [],
  )
  return <Notice tone="info">{t('fromLink', { names: format.list(names), count: names.length })}</Notice>
}
