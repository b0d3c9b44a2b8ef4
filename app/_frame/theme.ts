export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What the cookie says; undefined: as the system has it. */
export function themeOf(cookie: string | undefined): Theme | undefined {
  return themes.find((theme) => theme === cookie)
}
