/** The look of whatever one types or picks in. */
export const controlStyle =
  'block w-full min-w-0 rounded-sm border border-line-strong/60 bg-surface text-base text-ink transition-colors hover:border-line-strong focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-danger disabled:bg-sunken disabled:text-ink-faint max-sm:text-md'
