import Link from 'next/link'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'

interface AskProps {
  title: string
  text: string
  yes: string
  no: { label: string; href: string }
  /** Where the form goes. */
  action: string
  fields?: Record<string, string>
}

/** Asks before something is done that cannot be undone; a plain form. */
export function Ask({ title, text, yes, no, action, fields = {} }: AskProps) {
  return (
    <Card className="p-5">
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mt-1 text-ink-soft">{text}</p>
      <form action={action} method="post" className="mt-4 flex flex-wrap gap-2">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit" variant="danger" autoFocus>
          {yes}
        </Button>
        <Link href={no.href} prefetch={false} className={buttonStyle({})}>
          {no.label}
        </Link>
      </form>
    </Card>
  )
}
