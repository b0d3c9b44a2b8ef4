import { route, type Route } from '#server/api/route.ts'
import { deleteCalendar } from './delete-calendar.ts'
import { getCalendar, listCalendars } from './list-calendars.ts'
import { listCountries, listRegions, previewCalendar } from './preview-calendar.ts'
import { changeCalendar, createCalendar } from './save-calendar.ts'
import * as schema from './schemas.ts'

const tag = 'Calendars'

/** Business calendars: when people work. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/calendars',
    tag,
    summary: 'Business calendars by name; `q`: a part of name or slug',
    permission: 'calendar:read',
    query: schema.listQuery,
    answer: schema.summaries,
    handle: ({ actor, query }) => listCalendars(actor, query.q),
  }),
  route({
    method: 'POST',
    path: '/calendars',
    tag,
    summary: 'Make a business calendar',
    permission: 'calendar:write',
    body: schema.newCalendar,
    answer: schema.detail,
    handle: ({ actor, body }) => createCalendar(actor, body.slug, body.given),
  }),
  route({
    method: 'POST',
    path: '/calendars/preview',
    tag,
    summary: 'The next days off of a calendar that is not saved, and when things are due that are opened now',
    permission: 'calendar:write',
    body: schema.calendarPreviewed,
    answer: schema.preview,
    handle: ({ actor, body }) => previewCalendar(actor, body),
  }),
  route({
    method: 'GET',
    path: '/calendars/{slug}',
    tag,
    summary: 'Get a business calendar',
    permission: 'calendar:read',
    params: schema.slugParams,
    answer: schema.detail,
    handle: ({ actor, params }) => getCalendar(actor, params.slug),
  }),
  route({
    method: 'PUT',
    path: '/calendars/{slug}',
    tag,
    summary: 'Change a business calendar; its slug stays',
    permission: 'calendar:write',
    params: schema.slugParams,
    body: schema.calendarGiven,
    answer: schema.detail,
    handle: ({ actor, params, body }) => changeCalendar(actor, params.slug, body),
  }),
  route({
    method: 'DELETE',
    path: '/calendars/{slug}',
    tag,
    summary: 'Delete a business calendar that nothing counts on',
    permission: 'calendar:write',
    params: schema.slugParams,
    handle: ({ actor, params }) => deleteCalendar(actor, params.slug),
  }),
  route({
    method: 'GET',
    path: '/holidays/countries',
    tag,
    summary: 'Countries whose public holidays are known',
    permission: 'calendar:read',
    answer: schema.places,
    handle: ({ actor }) => listCountries(actor),
  }),
  route({
    method: 'GET',
    path: '/holidays/countries/{country}',
    tag,
    summary: 'Parts of a country that have public holidays of their own',
    permission: 'calendar:read',
    params: schema.countryParams,
    answer: schema.places,
    handle: ({ actor, params }) => listRegions(actor, params.country),
  }),
]
