import { routes as absences } from '#server/absences/routes.ts'
import { routes as apps } from '#server/apps/routes.ts'
import { routes as approvals } from '#server/approvals/routes.ts'
import { routes as audit } from '#server/audit/routes.ts'
import { routes as calendars } from '#server/calendars/routes.ts'
import { routes as channels } from '#server/channels/routes.ts'
import { routes as comments } from '#server/comments/routes.ts'
import { routes as concurrency } from '#server/concurrency/routes.ts'
import { routes as delegations } from '#server/delegations/routes.ts'
import { routes as drafts } from '#server/drafts/routes.ts'
import { routes as evidence } from '#server/evidence/routes.ts'
import { routes as files } from '#server/files/routes.ts'
import { routes as flows } from '#server/flows/routes.ts'
import { routes as followers } from '#server/followers/routes.ts'
import { routes as groups } from '#server/groups/routes.ts'
import { routes as guests } from '#server/guests/routes.ts'
import { routes as insight } from '#server/insight/routes.ts'
import { routes as language } from '#server/language/routes.ts'
import { routes as kv } from '#server/kv/routes.ts'
import { routes as logs } from '#server/logs/routes.ts'
import { routes as mail } from '#server/mail/routes.ts'
import { routes as mailLinks } from '#server/mail-links/routes.ts'
import { routes as metrics } from '#server/metrics/routes.ts'
import { routes as namespaceFiles } from '#server/namespace-files/routes.ts'
import { routes as namespaces } from '#server/namespaces/routes.ts'
import { routes as notices } from '#server/notices/routes.ts'
import { routes as outputs } from '#server/outputs/routes.ts'
import { routes as people } from '#server/people/routes.ts'
import { routes as peopleCsv } from '#server/people-csv/routes.ts'
import { routes as requests } from '#server/requests/routes.ts'
import { routes as resumeLinks } from '#server/resume-links/routes.ts'
import { routes as roles } from '#server/roles/routes.ts'
import { routes as savedViews } from '#server/saved-views/routes.ts'
import { routes as secrets } from '#server/secrets/routes.ts'
import { routes as runs } from '#server/runs/routes.ts'
import { routes as secondFactor } from '#server/second-factor/routes.ts'
import { validateRoutes } from '#server/runs/validate-routes.ts'
import { routes as serviceAccounts } from '#server/service-accounts/routes.ts'
import { routes as singleSignOn } from '#server/single-sign-on/routes.ts'
import { routes as tokens } from '#server/tokens/routes.ts'
import { routes as triggers } from '#server/triggers/routes.ts'
import { configsRoute } from './configs.ts'
import { openApi } from './openapi.ts'
import { route, type Route } from './route.ts'

let document: ReturnType<typeof openApi> | undefined

const openApiRoute = route({
  method: 'GET',
  path: '/openapi.json',
  tag: 'Misc',
  summary: 'This API as an OpenAPI 3.1 document',
  permission: 'public',
  handle: async () => (document ??= openApi(table)),
})

/** Every row of the API, below `/api/v1` and `/api/v1/main`. */
export const table: readonly Route[] = [
  ...peopleCsv,
  ...people,
  ...absences,
  ...delegations,
  ...groups,
  ...channels,
  ...roles,
  ...tokens,
  ...serviceAccounts,
  ...secondFactor,
  ...mailLinks,
  ...mail,
  ...singleSignOn,
  ...calendars,
  ...audit,
  ...files,
  ...flows,
  ...language,
  ...concurrency,
  ...runs,
  ...validateRoutes,
  ...resumeLinks,
  ...kv,
  ...secrets,
  ...namespaces,
  ...namespaceFiles,
  ...logs,
  ...metrics,
  ...outputs,
  ...triggers,
  ...apps,
  ...drafts,
  ...savedViews,
  ...guests,
  ...requests,
  ...evidence,
  ...comments,
  ...followers,
  ...approvals,
  ...insight,
  ...notices,
  configsRoute,
  openApiRoute,
]
