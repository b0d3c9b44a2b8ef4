/** Pages whose filters can be given a name. */
export const viewPages = ['requests', 'inbox'] as const
export type ViewPage = (typeof viewPages)[number]

/** Filters of a list under the name that a person gave them. */
export interface SavedView {
  id: string
  page: ViewPage
  name: string
  /** As in the page's address, without the question mark. */
  query: string
  /** What the page opens with. */
  isDefault: boolean
}
