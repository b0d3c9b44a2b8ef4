'use client'

import { useTranslations } from 'next-intl'
import { asText, type BlockFaceProps } from '#components/ui/block-page.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { BlockData } from '#engine/flow/app-page.ts'

export default function TableBlock({ data }: BlockFaceProps<BlockData>) {
  const t = useTranslations('blocks')
  const { rows = [], columns = [], total = rows.length } = data ?? {}
  if (rows.length === 0) return <p className="text-sm text-ink-soft">{t('noRows')}</p>
  return (
    <div className="space-y-2">
      <Table label={t('table')}>
        <thead>
          <tr>
            {columns.map(({ id, label }) => (
              <Th key={id}>{label}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Tr key={index}>
              {columns.map(({ id }) => (
                <Td key={id} className={typeof row[id] === 'number' ? 'tabular-nums' : 'wrap-anywhere'}>
                  {asText(row[id])}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      {total > rows.length ? (
        <p className="text-sm text-ink-faint">{t('moreRows', { shown: rows.length, count: total })}</p>
      ) : null}
    </div>
  )
}
