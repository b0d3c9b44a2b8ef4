/** A field that people neither see nor hear of: what fills it in is a program. */
export function Trap() {
  return (
    <div aria-hidden className="absolute -left-[9999px] h-px w-px overflow-hidden">
      <label htmlFor="website">Website</label>
      <input id="website" name="website" type="text" tabIndex={-1} autoComplete="off" defaultValue="" />
    </div>
  )
}

export function trapValue(form: FormData): string {
  const value = form.get('website')
  return typeof value === 'string' ? value : ''
}
