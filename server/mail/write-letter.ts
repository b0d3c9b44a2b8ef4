import { escapeHtml } from '#server/markdown/escape-html.ts'
import type { MailContent } from './words.ts'

const style = {
  body: 'margin:0;padding:24px 12px;background-color:#f5f5f7;color:#1c1d22;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif',
  main: 'max-width:560px;margin:0 auto;padding:24px;background-color:#ffffff;border:1px solid #dcdce2;border-radius:10px',
  heading: 'margin:0 0 16px;font-size:20px;line-height:1.3',
  text: 'margin:0 0 16px;overflow-wrap:anywhere',
  button:
    'display:inline-block;padding:10px 18px;border-radius:6px;background-color:#4338ca;color:#ffffff;font-weight:600;text-decoration:none',
  small: 'margin:0 0 16px;font-size:14px;color:#55565f;overflow-wrap:anywhere',
  link: 'color:#3730a3',
  footer: 'margin:24px 0 0;padding-top:16px;border-top:1px solid #dcdce2;font-size:13px;color:#55565f',
} as const

const element = (name: 'h1' | 'p', css: string, inner: string) => `<${name} style="${css}">${inner}</${name}>`

/** The two forms of a mail: each says the whole. */
export function writeLetter(content: MailContent, language: string): { text: string; html: string } {
  return { text: asText(content), html: asHtml(content, language) }
}

function asText({ greeting, paragraphs, items = [], action, footer, off }: MailContent): string {
  const list = items.map(({ text, url }) => `– ${text}\n  ${url}`)
  const link = action ? [`${action.label}:\n${action.url}`] : []
  return `${[greeting, ...paragraphs, ...list, ...link, `-- \n${[footer, ...(off ? [`${off.label}: ${off.url}`] : [])].join('\n')}`].join('\n\n')}\n`
}

function linkTo(url: string, text: string): string {
  return `<a href="${escapeHtml(url)}" style="${style.link}">${escapeHtml(text)}</a>`
}

function asHtml(content: MailContent, language: string): string {
  const { subject, greeting, paragraphs, items = [], action, footer, off } = content
  const end = off ? `${escapeHtml(footer)}<br>${linkTo(off.url, off.label)}` : escapeHtml(footer)
  const url = action ? escapeHtml(action.url) : ''
  const button = action
    ? [
        element('p', style.text, `<a href="${url}" style="${style.button}">${escapeHtml(action.label)}</a>`),
        element(
          'p',
          style.small,
          `${escapeHtml(action.help)}<br><a href="${url}" style="${style.link}">${url}</a>`,
        ),
      ]
    : []
  const parts = [
    element('h1', style.heading, escapeHtml(subject)),
    ...[greeting, ...paragraphs].map((text) => element('p', style.text, escapeHtml(text))),
    ...items.map(({ text, url }) => element('p', style.text, linkTo(url, text))),
    ...button,
    element('p', style.footer, end),
  ]
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(subject)}</title>
</head>
<body style="${style.body}">
<main style="${style.main}">
${parts.join('\n')}
</main>
</body>
</html>
`
}
