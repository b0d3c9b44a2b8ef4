'use client'

import { useTranslations } from 'next-intl'
import { isReadyRole } from '#server/people/ready-roles.ts'

interface NamedRole {
  /** Name of a ready role, or the id of a custom one. */
  role: string
  name?: string
}

/** What people call a role: a ready one in their language, a custom one as it was named. */
export function useRoleName(): (role: NamedRole) => string {
  const names = useTranslations('admin.roleNames')
  return ({ role, name }) => (isReadyRole(role) ? names(role) : (name ?? role))
}
