import { Download } from 'lucide-react'
import type { HelpedValue } from '#engine/flow/app-page.ts'
import type { ShownValue } from '#engine/flow/approvals/types.ts'

interface ShownValuesProps {
  values: readonly HelpedValue[]
  /** Address to download a file of the request from. */
  fileHref(uri: string): string
  none: string
}

/** Labels and values, one under the other; on a wide screen in two columns. */
export function ShownValues({ values, fileHref, none }: ShownValuesProps) {
  return (
    <dl className="divide-y">
      {values.map((value, index) => (
        // two may have the same label
        <div key={index} className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
          <dt className="text-sm text-ink-faint">
            {value.label}
            {value.help ? <span className="block text-xs">{value.help}</span> : null}
          </dt>
          <dd className="min-w-0 wrap-anywhere whitespace-pre-wrap">
            {filesOf(value).length > 0 ? (
              <span className="flex flex-col items-start gap-1">
                {filesOf(value).map(({ uri, name }) => (
                  <a
                    key={uri}
                    href={fileHref(uri)}
                    download
                    className="inline-flex items-center gap-1.5 text-accent-strong underline underline-offset-2"
                  >
                    <Download aria-hidden className="size-4 shrink-0" />
                    {name}
                  </a>
                ))}
              </span>
            ) : value.display === '' ? (
              <span className="text-ink-faint">{none}</span>
            ) : (
              value.display
            )}
            {value.drawing ? (
              <svg aria-hidden viewBox="0 0 300 100" className="mt-1 block w-45 text-ink">
                <path
                  d={value.drawing}
                  fill="none"
                  stroke="currentColor"
                  strokeWidth={2}
                  strokeLinecap="round"
                />
              </svg>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function filesOf({ file, files = [] }: ShownValue) {
  return file ? [file] : files
}
