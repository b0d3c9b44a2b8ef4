import { getFormatter, getTranslations } from 'next-intl/server'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { textareaStyle } from '#components/ui/textarea-style.ts'
import type { DecisionPage } from '#server/decision-links/open-link.ts'
import { Outside } from '../../../_components/outside.tsx'

interface DecisionFormProps {
  token: string
  page: Extract<DecisionPage, { state: 'open' }>
  fault?: 'comment' | 'changes' | 'failed'
}

/** What is to be decided, and the ways to do it. A plain form: it works without JavaScript. */
export async function DecisionForm({ token, page, fault }: DecisionFormProps) {
  const [t, format] = await Promise.all([getTranslations('decide'), getFormatter()])
  const { title, messageHtml, show, requester, number, dueAt, timeZone, commentRequired, labels, sendBack } =
    page
  const facts: [string, string][] = []
  if (number !== undefined) facts.push([t('request'), number])
  if (requester !== undefined) facts.push([t('requester'), requester])
  if (dueAt !== undefined) {
    const due = format.dateTime(new Date(dueAt), { dateStyle: 'long', timeStyle: 'short', timeZone })
    facts.push([t('due'), `${due} (${timeZone})`])
  }
  for (const { label, display } of show) facts.push([label, display])
  return (
    <Outside title={title} descriptionHtml={messageHtml}>
      {fault === undefined ? null : (
        <Notice tone="danger" role="alert" className="mb-4">
          <p>{t(`fault.${fault}`)}</p>
        </Notice>
      )}
      <dl className="mb-6 divide-y rounded-lg border bg-surface">
        {facts.map(([label, value]) => (
          <div key={label} className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <dt className="text-sm text-ink-faint">{label}</dt>
            <dd className="min-w-0 wrap-anywhere whitespace-pre-wrap">{value}</dd>
          </div>
        ))}
      </dl>
      <form action={`/api/decide/${encodeURIComponent(token)}`} method="post" className="space-y-4">
        <Field
          id="comment"
          label={t('comment')}
          help={t(`commentHelp.${commentRequired}`, { back: sendBack ? 'yes' : 'no' })}
        >
          <textarea
            id="comment"
            name="comment"
            rows={4}
            maxLength={5000}
            required={commentRequired === 'ALWAYS'}
            aria-describedby="comment-help"
            className={textareaStyle}
          />
        </Field>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" name="vote" value="APPROVE" variant="primary" className="max-sm:flex-1">
            {labels.approve ?? t('approve')}
          </Button>
          {sendBack ? (
            <Button type="submit" name="vote" value="SEND_BACK" className="max-sm:flex-1">
              {sendBack.label ?? t('sendBack')}
            </Button>
          ) : null}
          <Button type="submit" name="vote" value="DENY" variant="danger" className="max-sm:flex-1">
            {labels.deny ?? t('reject')}
          </Button>
        </div>
      </form>
      <p className="mt-8 text-sm text-ink-faint">{t('note')}</p>
    </Outside>
  )
}
