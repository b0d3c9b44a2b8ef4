'use client'

import { useTranslations } from 'next-intl'
import { Section } from '#components/ui/card.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { StepInsight } from '#server/insight/view.ts'
import { Late } from './late.tsx'
import { isWorkingTime, longestOf, Times } from './times.tsx'

/** Each step that somebody decides: how long it takes, what it comes to, and what waits in it. */
export function StepsTable({ steps }: { steps: readonly StepInsight[] }) {
  const t = useTranslations('insight')
  const longest = longestOf(steps)
  const working = isWorkingTime(steps)
  return (
    <Section id="steps" title={t('steps')}>
      {steps.length === 0 ? (
        <p className="text-sm text-ink-faint">{t('noSteps')}</p>
      ) : (
        <Table label={t('steps')}>
          <thead>
            <tr>
              <Th>{t('step')}</Th>
              <Th>{t(working ? 'workingTime' : 'time')}</Th>
              <Th className="text-right">{t('approved')}</Th>
              <Th className="text-right">{t('denied')}</Th>
              <Th className="text-right">{t('sentBack')}</Th>
              <Th className="text-right">{t('expired')}</Th>
              <Th className="text-right">{t('inTime')}</Th>
              <Th className="text-right">{t('waiting')}</Th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <Tr key={step.taskId}>
                <Td className="font-medium">{step.title}</Td>
                <Td>
                  <Times {...step} titled={working} longest={longest} />
                </Td>
                {([step.approved, step.denied, step.sentBack, step.expired] as const).map((count, index) => (
                  <Td key={index} className="text-right tabular-nums">
                    {count}
                  </Td>
                ))}
                <Td className="text-right tabular-nums">
                  {step.due.of > 0 ? t('ofAll', { part: step.due.kept, whole: step.due.of }) : '–'}
                </Td>
                <Td className="text-right">
                  <Late {...step} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}
