/**
 * Addresses that the page is on its way to: until the server has answered, the window's address is the one before. What changes
 * an address goes on from where the page will be, or a second change would undo the first.
 */
class Ways {
  private under: URL[] = []
  private here = ''

  /** Where the page will be; where nothing is under way, where it is. */
  get end(): URL {
    const last = this.under.at(-1)
    return last?.pathname === window.location.pathname ? last : new URL(window.location.href)
  }

  begin(url: URL): void {
    if (placeOf(url) !== placeOf(window.location)) this.under.push(url)
  }

  /** The window's address may have changed. One that nobody here set out for ends all that was under way. */
  arrive(): void {
    const now = placeOf(window.location)
    if (now === this.here) return
    this.here = now
    const at = this.under.findIndex((url) => placeOf(url) === now)
    this.under = at < 0 ? [] : this.under.slice(at + 1)
  }

  forget(): void {
    this.under = []
  }
}

/** Without what leads to a place within the page. */
const placeOf = ({ pathname, search }: URL | Location) => `${pathname}${search}`

export const ways = new Ways()

/** A plain click on a link of this site sets out for where it leads. */
function follow(event: MouseEvent): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return
  if (link.origin === window.location.origin) ways.begin(new URL(link.href))
}

if (typeof window !== 'undefined') {
  document.addEventListener('click', follow, { capture: true })
  window.addEventListener('popstate', () => {
    ways.forget()
  })
}
