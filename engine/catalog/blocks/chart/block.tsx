'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { asText, type BlockFaceProps } from '#components/ui/block-page.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { BlockData } from '#engine/flow/app-page.ts'
import { BarChart, LineChart, PieChart } from './drawing.tsx'
import { mostPoints, pointsOf, type Point } from './shape.ts'

const drawings = { bar: BarChart, line: LineChart, pie: PieChart }

/** The picture is for the eye; the same numbers stand in a table for everybody. */
export default function ChartBlock({ properties, data }: BlockFaceProps<BlockData>) {
  const t = useTranslations('blocks')
  const format = useFormatter()
  const x = asText(properties.x)
  const series = (Array.isArray(properties.y) ? properties.y : [properties.y]).map(asText)
  const { rows = [], total = rows.length } = data ?? {}
  const points = pointsOf(rows, x, series)
  const title = asText(properties.title) || t('chart')
  if (points.length === 0) return <p className="text-sm text-ink-soft">{t('noRows')}</p>
  const Drawing = drawings[asText(properties.chart) as keyof typeof drawings] ?? BarChart
  const write = (value: number) => format.number(value, { maximumFractionDigits: 2 })
  return (
    <figure className="space-y-2">
      <figcaption className="font-medium">{title}</figcaption>
      <div aria-hidden className="rounded-lg border bg-surface p-4">
        <Drawing points={points} series={series} rest={t('otherParts')} write={write} />
      </div>
      <details>
        <summary className="w-fit rounded-sm text-sm text-ink-soft">{t('asTable')}</summary>
        <div className="mt-2">
          <NumbersTable title={title} x={x} series={series} points={points} write={write} />
        </div>
      </details>
      {total > mostPoints ? (
        <p className="text-sm text-ink-faint">{t('moreRows', { shown: mostPoints, count: total })}</p>
      ) : null}
    </figure>
  )
}

interface NumbersTableProps {
  title: string
  x: string
  series: readonly string[]
  points: readonly Point[]
  write(value: number): string
}

function NumbersTable({ title, x, series, points, write }: NumbersTableProps) {
  return (
    <Table label={title}>
      <thead>
        <tr>
          <Th>{x}</Th>
          {series.map((name) => (
            <Th key={name} className="text-right">
              {name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map(({ name, values }, index) => (
          <Tr key={index}>
            <Td>{name}</Td>
            {values.map((value, at) => (
              <Td key={at} className="text-right tabular-nums">
                {value === undefined ? '–' : write(value)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
