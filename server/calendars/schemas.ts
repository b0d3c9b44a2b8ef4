import { z } from 'zod'
import { readHours } from '#engine/flow/business-calendar/read-hours.ts'
import { isTimeZone } from '#engine/flow/cron/zone.ts'
import { weekdays } from './week.ts'

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'has small letters, digits and hyphens only')
  .max(60)

export const slugParams = z.object({ slug: z.string().min(1).max(100) })
export const countryParams = z.object({ country: z.string().regex(/^[A-Z]{2}$/) })
export const listQuery = z.strictObject({ q: z.string().max(200).default('') })

const hours = z
  .array(z.strictObject({ from: z.string().max(5), to: z.string().max(5) }))
  .max(12)
  .superRefine((written, context) => {
    const read = readHours(written)
    if ('problem' in read) context.addIssue({ code: 'custom', message: read.problem })
  })
const holiday = z.strictObject({ date: z.iso.date(), name: z.string().trim().min(1).max(100) })
const week = z
  .strictObject(
    Object.fromEntries(weekdays.map((day) => [day, hours])) as Record<
      (typeof weekdays)[number],
      typeof hours
    >,
  )
  .refine((days) => Object.values(days).some((one) => one.length > 0), 'needs a day with working hours')
  .describe('Working hours by day, such as `{from: "09:00", to: "17:00"}`; a day without any is off')

const written = {
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, 'is no time zone such as Europe/Berlin')
    .nullable()
    .default(null)
    .describe('Null: that of the installation'),
  week,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is a code of two letters')
    .nullable()
    .default(null)
    .describe('ISO 3166-1 code of the country whose public holidays are off'),
  region: z.string().min(1).max(10).nullable().default(null).describe('ISO 3166-2 code without the country'),
  holidays: z
    .array(holiday)
    .max(500)
    .default([])
    .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'has a day twice'),
}
const name = z.string().trim().min(1, 'must not be empty').max(100)

export const calendarPreviewed = z.strictObject(written)
export const calendarGiven = z.strictObject({ name, ...written })
export const newCalendar = z
  .strictObject({ slug: slug.describe('What YAML calls it, for good'), name, ...written })
  .transform(({ slug: called, ...given }) => ({ slug: called, given }))

const place = { country: z.string().nullable(), region: z.string().nullable() }
export const summaries = z.array(
  z.object({
    slug: z.string(),
    name: z.string(),
    zone: z.string(),
    ...place,
    weekMinutes: z.number(),
    flowCount: z.int(),
  }),
)
export const detail = z.object({
  slug: z.string(),
  name: z.string(),
  timeZone: z.string().nullable(),
  zone: z.string(),
  week: z.record(z.string(), z.array(z.object({ from: z.string(), to: z.string() }))),
  ...place,
  holidays: z.array(holiday),
  updatedAt: z.iso.datetime(),
})
export const preview = z.object({
  zone: z.string(),
  holidays: z.array(holiday),
  due: z.array(z.object({ in: z.string(), at: z.iso.datetime().nullable() })),
})
export const places = z.array(z.object({ code: z.string(), name: z.string() }))
