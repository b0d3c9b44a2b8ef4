/** Where a database is, read from its address. */
export interface PostgresAddress {
  /** Name or IP address, without brackets. */
  host: string
  port: number
  database: string
  user?: string
  password?: string
  sslMode: SslMode
  schema?: string
  applicationName?: string
}

export const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
export type SslMode = (typeof sslModes)[number]

/** Of the address; another spelling of the same in lower case. */
const known = ['user', 'password', 'sslmode', 'ssl', 'currentschema', 'applicationname', 'application_name']

/**
 * Reads `jdbc:postgresql://host:5432/shop?sslmode=require` or the same without `jdbc:`.
 * @throws Error that says what is wrong and repeats nothing of the address, in which a password may stand
 */
export function readPostgresAddress(text: string): PostgresAddress {
  const wrong = (what: string) => new Error(`\`url\` ${what}`)
  const plain = text.trim().replace(/^jdbc:/, '')
  if (!/^postgres(ql)?:\/\//.test(plain)) throw wrong('must begin with jdbc:postgresql:// or postgresql://')
  // with a scheme of the web the host is read as one: in small letters, its brackets and signs judged
  const inner = plain.replace(/^postgres(ql)?:/, 'http:')
  if (/^http:\/\/[^/?]*,/.test(inner)) throw wrong('names several hosts: one is taken')
  if (!URL.canParse(inner)) throw wrong('is not jdbc:postgresql://host:port/database')
  const url = new URL(inner)
  const options = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]))
  const strange = [...options.keys()].find((name) => !known.includes(name))
  if (strange !== undefined) throw wrong(`has the parameter ${strange}, which is not known here`)
  const database = decodeURIComponent(url.pathname.slice(1))
  if (database.includes('/')) throw wrong('has more than a database behind the host')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: portIn(plain),
    database,
    user: decoded(url.username) ?? options.get('user'),
    password: decoded(url.password) ?? options.get('password'),
    sslMode: modeOf(options, wrong),
    schema: options.get('currentschema'),
    applicationName: options.get('applicationname') ?? options.get('application_name'),
  }
}

const decoded = (text: string) => (text === '' ? undefined : decodeURIComponent(text))

/** The web's own port 80 would be lost. */
function portIn(plain: string): number {
  const [, port] = /^\w+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/.exec(plain) ?? []
  return port === undefined ? 5432 : Number(port)
}

function modeOf(options: ReadonlyMap<string, string>, wrong: (what: string) => Error): SslMode {
  const given = options.get('sslmode') ?? (options.get('ssl') === 'true' ? 'verify-full' : 'prefer')
  const mode = sslModes.find((one) => one === given)
  if (!mode) throw wrong(`has an sslmode that is none: ${sslModes.join(', ')}`)
  return mode
}
