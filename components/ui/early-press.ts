/** A press of a button, or the sending of a form, that came before its code. */
interface Press {
  element: Element
  /** The button that sent the form. */
  by: HTMLElement | null
  /** What looks as if it were at work. */
  busy: Element
}

declare global {
  interface Window {
    /** Made by the page's first script. */
    early?: { alive: WeakSet<Element>; press?: Press }
  }
}

/** On what is pressed, typed in or sent before its code has come, and counts. */
export const early = { 'data-early': '' }

/**
 * The page's first script, before all others: a button that is pressed, or a form that is sent, before its code has come is noted, and
 * looks as if it were at work. Without it the browser sends the form itself: what was typed would be lost, and stand in the address.
 */
export const earlyScript = `(() => {
  const early = window.early = { alive: new WeakSet() }
  const note = (element, by) => {
    early.press?.busy.removeAttribute('aria-busy')
    const press = early.press = { element, by, busy: by ?? element }
    press.busy.setAttribute('aria-busy', 'true')
  }
  addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('button[type=button][data-early]')
    if (button && !early.alive.has(button)) note(button, null)
  }, true)
  addEventListener('submit', (event) => {
    if (!event.target.matches('form[data-early]') || early.alive.has(event.target)) return
    event.preventDefault()
    note(event.target, event.submitter)
  }, true)
})()`

/** The element's code has come: what it missed is done now. */
export function comeAlive(element: HTMLButtonElement | HTMLFormElement): void {
  const page = window.early
  if (!page || page.alive.has(element)) return
  page.alive.add(element)
  const { press } = page
  if (press?.element !== element) return
  page.press = undefined
  press.busy.removeAttribute('aria-busy')
  // React hands over the event that brings an element to life, if it is still under way: then it is yet to reach the element
  const type = element instanceof HTMLFormElement ? 'submit' : 'click'
  let isHeard = false
  const hear = () => {
    isHeard = true
  }
  element.addEventListener(type, hear)
  // what was typed early is handed over first
  setTimeout(() => {
    element.removeEventListener(type, hear)
    if (isHeard) return
    if (element instanceof HTMLFormElement) element.requestSubmit(press.by?.isConnected ? press.by : null)
    else element.click()
  })
}
