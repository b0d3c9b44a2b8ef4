import type { Actor } from '#server/actor.ts'

/** Where a browser finds what a page shows. */
export interface Places {
  /** A picture of the namespace that the app names. */
  picture(name: string): string
  /** A file of the execution; undefined: this reader has no way to it. */
  file(uri: string): string | undefined
}

/** A guest's link, for a page of a request of theirs. */
export interface GuestLink {
  token: string
  requestId: string
}

/** By the session, or, without an account, by the app's public address and the guest's own link. */
export function placesFor(
  { guest }: Pick<Actor, 'guest'>,
  app: { id: string; publicId: string },
  link?: GuestLink,
): Places {
  const part = encodeURIComponent
  if (!guest) {
    const view = `/api/v1/apps/view/${part(app.id)}`
    return {
      picture: (name) => `${view}/picture?name=${part(name)}`,
      file: (uri) => `${view}/file/download?path=${part(uri)}`,
    }
  }
  return {
    picture: (name) => `/api/v1/public/apps/${app.publicId}/picture?name=${part(name)}`,
    file: (uri) => link && `/guest/${part(link.token)}/file?request=${part(link.requestId)}&uri=${part(uri)}`,
  }
}
