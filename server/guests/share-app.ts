import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'
import { hasMail } from '#server/mail/settings.ts'
import { transaction } from '#server/transaction.ts'
import { demandEditor } from './app-guests.ts'
import { doorOfApp, isPublic } from './public-door.ts'
import type { ShareView } from './view.ts'

/** The addresses by which an app is given to people outside. For its editors. @throws AppError `not-found`, `forbidden` */
export async function shareOf(actor: Actor, appId: string): Promise<ShareView> {
  await demandEditor(actor, appId)
  const door = await doorOfApp(appId)
  if (!door) throw new AppError('not-found', 'There is no such app, or you may not see it.')
  const base = env().FORMWORK_URL.replace(/\/$/, '')
  return {
    public: isPublic(door),
    guest: door.app.access.guest,
    publicUrl: `${base}/public/${door.publicId}`,
    embedUrl: `${base}/embed/${door.publicId}`,
    scriptUrl: `${base}/embed.js`,
    origins: door.app.embed?.origins ?? [],
    mail: hasMail(),
  }
}

/** Gives the app a new public address: the old one opens nothing from now on. Guests keep their links. @throws AppError `not-found`, `forbidden` */
export async function renewPublicAddress(actor: Actor, appId: string): Promise<ShareView> {
  const app = await demandEditor(actor, appId)
  await transaction(async (tx) => {
    await tx.app.update({ where: { id: appId }, data: { publicId: randomBytes(16).toString('hex') } })
    // which address it was is nobody's to read here
    await audit(tx, actor, {
      action: 'app:renew-address',
      subjectType: 'app',
      subjectId: appId,
      after: { namespace: app.namespace, slug: app.slug },
    })
  })
  return shareOf(actor, appId)
}
