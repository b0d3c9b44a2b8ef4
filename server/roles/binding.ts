import type { Prisma } from '#server/db.ts'
import type { BindingDetail } from './view.ts'

/** What is read of a binding. */
export const bindingColumns = {
  id: true,
  role: true,
  namespace: true,
  customRole: { select: { name: true } },
  person: { select: { id: true, name: true, email: true } },
  group: { select: { id: true, name: true } },
} as const satisfies Prisma.RoleBindingSelect

/** A binding as the API shows it. */
export function toBinding(
  row: Prisma.RoleBindingGetPayload<{ select: typeof bindingColumns }>,
): BindingDetail {
  const { id, role, namespace, customRole, person, group } = row
  return {
    id,
    type: group ? 'GROUP' : 'USER',
    namespace: namespace ?? undefined,
    role: { id: role, name: customRole?.name ?? role },
    user: person ? { id: person.id, username: person.email, displayName: person.name } : undefined,
    group: group ?? undefined,
  }
}
