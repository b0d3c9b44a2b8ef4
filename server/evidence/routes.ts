import { z } from 'zod'
import { packText } from '#engine/evidence/write-pack.ts'
import { route, type Route } from '#server/api/route.ts'
import { idParams } from '#server/requests/schemas.ts'
import { packOf } from './pack-of.ts'
import { evidenceKeys } from './sign.ts'

const tag = 'Evidence'

export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/requests/{id}/evidence',
    tag,
    summary:
      'All that proves how a request was decided, as a file that `formwork verify` checks without a server',
    permission: 'evidence:export',
    params: idParams,
    handle: async ({ actor, params }) => {
      const pack = await packOf(actor, params.id)
      const [request] = pack.records.flatMap((record) => (record.kind === 'request' ? [record.content] : []))
      return new Response(packText(pack), {
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': `attachment; filename="evidence-${request?.number ?? 'request'}.json"`,
          'cache-control': 'no-store',
        },
      })
    },
  }),
  route({
    method: 'GET',
    path: '/evidence/keys',
    tag,
    summary: 'Public keys that evidence packs of this installation are signed with (Ed25519)',
    permission: 'public',
    answer: z.object({ keys: z.array(z.object({ publicKey: z.string(), current: z.boolean() })) }),
    handle: async () => ({ keys: evidenceKeys() }),
  }),
]
