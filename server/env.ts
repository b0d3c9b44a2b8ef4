import path from 'node:path'
import { z } from 'zod'
import type { JsonObject } from '#engine/flow/flow.ts'
import { readSender, readSmtpUrl } from '#server/mail/read-settings.ts'
import { readCaptcha } from '#server/guests/read-captcha.ts'
import { providersSetting } from './single-sign-on/settings.ts'

const text = z.string().trim().min(1)
const flag = z
  .enum(['', '0', '1', 'true', 'false'])
  .default('')
  .transform((value) => value === '1' || value === 'true')

function readGlobals(json: string, context: z.RefinementCtx): JsonObject {
  try {
    return z.record(z.string(), z.json()).parse(JSON.parse(json))
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JSON map' })
    return z.NEVER
  }
}

/** A setting whose text a function reads: what it refuses, it says, and never the text, which may hold a password. */
function readBy<T>(read: (given: string) => T | string) {
  return (given: string, context: z.RefinementCtx): T => {
    const found = read(given)
    if (typeof found !== 'string') return found
    context.addIssue({ code: 'custom', message: found })
    return z.NEVER
  }
}

function isOrigin(text: string): boolean {
  const { origin, protocol, href } = new URL(text)
  return /^https?:$/.test(protocol) && href === `${origin}/`
}

const keyText = z
  .base64()
  .refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64')

const schema = z.object({
  DATABASE_URL: text.describe(
    'PostgreSQL connection; the launcher starts one of its own where it is not set',
  ),
  TEMPORAL_ADDRESS: text.default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: text.default('default'),
  FORMWORK_TASK_QUEUE: text.default('formwork'),
  /** Folder of all data that is not in a database. */
  FORMWORK_HOME: text.default('.formwork').transform((folder) => path.resolve(folder)),
  HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  /** An origin: all links lead to its root. */
  FORMWORK_URL: z
    .url()
    .refine(isOrigin, 'must be http(s)://host[:port]: nothing is served below a path')
    .optional(),
  /** 32 bytes, base64: the key of the secrets at rest. The launcher makes one on first start. */
  FORMWORK_SECRET_KEY: keyText,
  /** Keys before it, the newest first, separated by commas: what they encrypted is still read. */
  FORMWORK_OLD_SECRET_KEYS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((one) => one.trim() !== ''))
    .pipe(z.array(z.string().trim().pipe(keyText))),
  /** Providers of single sign-on, a JSON list. */
  FORMWORK_OIDC: providersSetting,
  FORMWORK_TIMEZONE: text.default('UTC'),
  /** What this installation is called, for templates: `kestra.environment`. */
  FORMWORK_ENVIRONMENT: z.string().default(''),
  /** JSON map that templates see as `globals`. */
  FORMWORK_GLOBALS: z.string().default('{}').transform(readGlobals),
  /** Addresses of proxies whose X-Forwarded-For is believed, separated by commas. */
  FORMWORK_TRUSTED_PROXIES: z.string().default(''),
  /** Hosts and CIDR ranges that flows may call although they are private, separated by commas. */
  FORMWORK_HTTP_ALLOW: z.string().default(''),
  /** Addresses of this machine that belong to the demo, separated by commas: the launcher sets them where the demo was made. */
  FORMWORK_DEMO_DOORS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((one) => one !== '')),
  /** Whether scripts may ask for the network. It reaches the services of this machine too. */
  FORMWORK_SCRIPT_NETWORK: flag,
  /**
   * `off`: mails that ask for a decision lead to the inbox, and no link decides without a sign-in. `providers`: who signs in by a provider
   * alone gets one too, for where the same provider guards their mailbox.
   */
  FORMWORK_MAIL_DECISIONS: z.enum(['on', 'providers', 'off']).default('on'),
  /** `off`: scripts run without a sandbox. For machines that cannot have one, and authors who are trusted with the machine. */
  FORMWORK_SANDBOX: z.enum(['on', 'off']).default('on'),
  FORMWORK_SCRIPT_MEMORY_MB: z.coerce.number().int().min(64).default(1024),
  /** Processor time of each process of a script. */
  FORMWORK_SCRIPT_CPU_SECONDS: z.coerce.number().int().positive().default(3600),
  /** What a script may write to its work folder. */
  FORMWORK_SCRIPT_DISK_MB: z.coerce.number().int().positive().default(2048),
  SEED_DEMO_OPEN: flag,
  FORMWORK_MAX_UPLOAD_MB: z.coerce.number().int().positive().default(100),
  /** The same for people without an account. */
  FORMWORK_GUEST_UPLOAD_MB: z.coerce.number().int().positive().default(20),
  /** A service that tells people from programs on public pages, JSON: its verify address, our keys there, and its script. */
  FORMWORK_CAPTCHA: z.string().transform(readBy(readCaptcha)).optional(),
  /** Days that entries of the audit are kept; 0: for good. */
  FORMWORK_AUDIT_DAYS: z.coerce.number().int().min(0).max(36_500).default(0),
  /** The mail server: `smtp://user:password@host:587`, or smtps. */
  FORMWORK_SMTP_URL: text.transform(readBy(readSmtpUrl)).optional(),
  /** Whom mails come from: `Formwork <formwork@example.com>`. */
  FORMWORK_MAIL_FROM: text.transform(readBy(readSender)).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
})

/** One without the other sends nothing. */
const whole = schema.superRefine((read, context) => {
  const missing = (path: string, other: string) => {
    context.addIssue({ code: 'custom', path: [path], message: `is needed beside ${other}` })
  }
  if (read.FORMWORK_SMTP_URL && !read.FORMWORK_MAIL_FROM) missing('FORMWORK_MAIL_FROM', 'FORMWORK_SMTP_URL')
  if (read.FORMWORK_MAIL_FROM && !read.FORMWORK_SMTP_URL) missing('FORMWORK_SMTP_URL', 'FORMWORK_MAIL_FROM')
})

/** The settings of this process. */
export type Env = z.infer<typeof schema> & { FORMWORK_URL: string }

/**
 * Reads settings from an environment.
 * @throws Error with one line for each setting that is missing or wrong.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const read = parse(whole, source)
  return { ...read, FORMWORK_URL: read.FORMWORK_URL ?? `http://localhost:${read.PORT}` }
}

/** An empty variable is one that is not set. */
function parse<T extends z.ZodType>(shape: T, source: Record<string, string | undefined>): z.infer<T> {
  const read = shape.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')))
  if (read.success) return read.data
  const lines = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The settings are not right (see .env.example): ${lines.join('; ')}`)
}

let settings: Env | undefined

/** The settings, read at first use so that a build needs none. */
export function env(): Env {
  settings ??= readEnv(process.env)
  return settings
}

/** Settings of a command that has found out some of them itself. @throws Error with one line for each that is wrong */
export function settle(
  found: Record<'DATABASE_URL' | 'FORMWORK_SECRET_KEY' | 'FORMWORK_OLD_SECRET_KEYS', string>,
): void {
  settings = readEnv({ ...process.env, ...found })
}

/** A secret that the environment gives as `SECRET_<NAME>`, base64 as Kestra's; undefined where there is none. */
export function environmentSecret(name: string): string | undefined {
  const value = process.env[`SECRET_${name.toUpperCase()}`]
  return value === undefined ? undefined : Buffer.from(value.replace(/\s/g, ''), 'base64').toString('utf8')
}

/** Names of the secrets that the environment gives, as flows read them; never their values. */
export function environmentSecretNames(): string[] {
  return Object.keys(process.env)
    .flatMap((name) => /^SECRET_(.+)$/.exec(name)?.[1] ?? [])
    .sort()
}

const shownPrefix = /^(?:FORMWORK_ENV_|KESTRA_)(.+)$/
let shown: Readonly<Record<string, string>> | undefined

/** Variables of the process that templates see as `envs.<name in small letters>`: those that begin with FORMWORK_ENV_ or KESTRA_. */
export function templateEnvs(): Readonly<Record<string, string>> {
  shown ??= Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => {
      const [, rest] = shownPrefix.exec(name) ?? []
      return rest === undefined || value === undefined ? [] : [[rest.toLowerCase(), value]]
    }),
  )
  return shown
}

const launcherSchema = z.object({
  DATABASE_URL: text.optional().describe('Absent: an embedded PostgreSQL is started'),
  TEMPORAL_ADDRESS: text.optional().describe('Absent: a local Temporal server is started'),
  FORMWORK_HOME: schema.shape.FORMWORK_HOME,
  HOST: schema.shape.HOST,
  PORT: schema.shape.PORT,
  FORMWORK_SECRET_KEY: text.optional(),
  FORMWORK_OLD_SECRET_KEYS: z.string().optional(),
  SEED: z.enum(['none', 'demo']).default('demo'),
  /** Folder of a mirror of the Temporal CLI's release archives; their checksums are pinned. */
  TEMPORAL_DOWNLOAD_URL: z.url().optional(),
})

/** What `npm start` needs to know before the product's own settings are whole. */
export type LauncherEnv = z.infer<typeof launcherSchema>

/** @throws Error with one line for each setting that is wrong */
export function launcherEnv(): LauncherEnv {
  return parse(launcherSchema, process.env)
}

const seedSchema = z.object({
  SEED: launcherSchema.shape.SEED,
  DATABASE_URL: text,
  /** Set by the launcher where the server of the database is its own: the demo may make a second database there. */
  SEED_SHOP: flag,
  FORMWORK_ADMIN_EMAIL: z.email().default('admin@formwork.example'),
  FORMWORK_ADMIN_PASSWORD: z.string().min(10, 'must have ten characters or more').optional(),
})

/** What the seed makes on the first start. */
export function seedEnv(): z.infer<typeof seedSchema> {
  return parse(seedSchema, process.env)
}

/** The environment that child processes inherit, with `more` on top. */
export function inherit(more: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...more }
}
