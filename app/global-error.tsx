'use client'

import './tokens.css'

const words = {
  en: {
    title: 'Formwork could not show this page',
    text: 'Something went wrong on our side. Try again in a moment.',
    again: 'Try again',
  },
  de: {
    title: 'Formwork konnte diese Seite nicht anzeigen',
    text: 'Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
    again: 'Erneut versuchen',
  },
}

/** Even the layout failed, so no messages are at hand: these words stand here, in the browser's language. */
export default function GlobalError({ reset }: { reset(): void }) {
  const language = typeof navigator !== 'undefined' && /^de\b/i.test(navigator.language) ? 'de' : 'en'
  const { title, text, again } = words[language]
  return (
    <html lang={language} suppressHydrationWarning>
      <body>
        <main className="mx-auto max-w-md px-4 py-24 text-center">
          <h1 className="text-md font-semibold">{title}</h1>
          <p className="mt-1 mb-4 text-ink-soft">{text}</p>
          <button
            type="button"
            onClick={reset}
            className="h-9 rounded-sm bg-accent px-3.5 font-medium text-on-accent max-sm:h-11"
          >
            {again}
          </button>
        </main>
      </body>
    </html>
  )
}
