/** The place of the trail in the top bar, for a page that has none. Without the frame around it is an empty line. */
export function BarGround() {
  return <div aria-hidden className="sticky top-0 z-10 col-start-1 row-start-1 h-12 border-b bg-ground" />
}
