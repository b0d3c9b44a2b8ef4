'use client'

import './tokens.css'

/** Even the layout failed, so no messages are at hand: these words stand here. */
export default function GlobalError({ reset }: { reset(): void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto max-w-md px-4 py-24 text-center">
          <h1 className="text-md font-semibold">Formwork could not show this page</h1>
          <p className="mt-1 mb-4 text-ink-soft">Something went wrong on our side. Try again in a moment.</p>
          <button
            type="button"
            onClick={reset}
            className="h-9 rounded-sm bg-accent px-3.5 font-medium text-on-accent max-sm:h-11"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
