import type { App } from '#engine/flow/app.ts'
import type { JsonObject, LocalText } from '#engine/flow/flow.ts'
import { localText } from '#engine/flow/local-text.ts'
import { Prisma } from '#server/db.ts'
import { stored } from '#server/flows/compiled.ts'

/** What lists need of an app, beside its revision. */
export function columnsOf(app: App) {
  const [first] = app.flows
  const { displayName, description } = app
  const texts = textsOf({ displayName, description })
  return {
    slug: app.id,
    namespace: app.namespace,
    flowId: first.flowId,
    flows: JSON.parse(JSON.stringify(app.flows.map(flowColumn))) as Prisma.InputJsonValue,
    face: isFace(app),
    displayName: localText(displayName) ?? app.id,
    description: localText(description) ?? null,
    texts: texts ? stored(texts) : Prisma.DbNull,
    icon: app.icon ?? null,
    tags: app.tags,
    groups: app.access.groups,
    accessType: app.access.type,
    catalog: app.access.catalog,
    startsAt: app.expiration?.startDate ?? null,
    endsAt: app.expiration?.endDate ?? null,
    thumbnail: app.thumbnail ?? null,
    disabled: app.disabled,
  }
}

function flowColumn({ namespace, flowId, flowRevision }: App['flows'][number]) {
  return { namespace, flowId, flowRevision }
}

/** Whether it takes the place of its flow's default app. */
export function isFace({ flows, namespace, executionId }: App): boolean {
  return flows.length === 1 && flows[0].namespace === namespace && executionId === undefined
}

/** Those of its words that there are for each language; undefined: none. */
export function textsOf({ displayName, description }: Partial<Pick<App, 'displayName' | 'description'>>) {
  const texts: JsonObject = {
    ...(isByLanguage(displayName) ? { displayName } : {}),
    ...(isByLanguage(description) ? { description } : {}),
  }
  return Object.keys(texts).length > 0 ? texts : undefined
}

function isByLanguage(text: LocalText | undefined): text is Record<string, string> {
  return typeof text === 'object'
}

/** Title and description in a language, from the columns. */
export function wordsOf(
  row: { displayName: string; description: string | null; texts: unknown },
  language: string,
): { displayName: string; description?: string } {
  const texts = (row.texts ?? {}) as { displayName?: LocalText; description?: LocalText }
  return {
    displayName: localText(texts.displayName, language) ?? row.displayName,
    description: localText(texts.description, language) ?? row.description ?? undefined,
  }
}

/** Its title alone. */
export function titleIn(row: { displayName: string; texts: unknown }, language: string): string {
  return wordsOf({ ...row, description: null }, language).displayName
}
