import { useTranslations } from 'next-intl'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

interface SecretTagsProps {
  /** As one writes them: `env: prod`, one a line. */
  value: string
  wrong: boolean
  onChange(text: string): void
}

export function SecretTags({ value, wrong, onChange }: SecretTagsProps) {
  const t = useTranslations('studio.namespaces')
  return (
    <Field
      id="secret-tags"
      label={t('tags')}
      mark={t('optional')}
      help={t('tagsHelp')}
      error={wrong ? t('wrongTags') : undefined}
    >
      <Textarea
        id="secret-tags"
        value={value}
        rows={3}
        spellCheck={false}
        className="font-mono"
        aria-invalid={wrong}
        aria-describedby={describedBy('secret-tags', { help: true, error: wrong })}
        onChange={(event) => {
          onChange(event.target.value)
        }}
      />
    </Field>
  )
}
