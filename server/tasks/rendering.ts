import { randomInt } from 'node:crypto'
import type { KvHost } from '#engine/catalog/host.ts'
import { NotThere } from '#engine/flow/expressions/error.ts'
import type { HostFunctions, Scope } from '#engine/flow/expressions/types.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { env, templateEnvs } from '#server/env.ts'
import { loadReferences } from '#server/files/references.ts'
import { demandUse } from '#server/namespaces/access.ts'
import { namespaceScope } from '#server/namespaces/variables.ts'
import { Mask } from '#server/secrets/mask.ts'
import { secretsToHide } from '#server/secrets/known.ts'
import { readSecret } from '#server/secrets/read-secret.ts'
import { appLink } from './app-link.ts'
import { textArguments } from './arguments.ts'
import { errorLogs } from './error-logs.ts'
import { fileFunctions } from './file-functions.ts'
import { kvFunction } from './kv-function.ts'
import { kvHost } from './kv-host.ts'
import { decryptWith, encryptWith } from '#server/secrets/encryption.ts'
import { unsealDeep } from '#server/secrets/seal.ts'

/** The execution that a template is rendered for: files and secrets are its own. */
export interface RenderOwner {
  executionId: string
  namespace: string
  flowId: string
}

/** `env("REGION")`: what `envs.region` is, with a say for one that is not there. */
function environmentValue(name: string): string {
  const value = templateEnvs()[name.toLowerCase()]
  if (value === undefined)
    throw new NotThere(`There is no variable \`${name}\`: set FORMWORK_ENV_${name.toUpperCase()}.`)
  return value
}

/** One entry of a secret that is a JSON map. @throws Error where it is none, or has it not */
function partOf(value: string, name: string, subkey: string): string {
  let read: unknown
  try {
    read = JSON.parse(value)
  } catch {
    read = undefined
  }
  if (typeof read !== 'object' || read === null || !Object.hasOwn(read, subkey))
    throw new Error(`The secret \`${name}\` is no JSON map with the key \`${subkey}\`.`)
  const part: unknown = Reflect.get(read, subkey)
  return typeof part === 'string' ? part : JSON.stringify(part)
}

/** What templates of one execution are rendered with: the scope in clear, and the functions that touch the outside. */
export class Rendering {
  readonly mask: Mask
  readonly kv: KvHost
  readonly functions: HostFunctions

  constructor(
    private readonly owner: RenderOwner,
    mask = new Mask(),
  ) {
    this.mask = mask
    this.kv = kvHost(owner.namespace, mask)
    this.functions = { ...this.own, ...fileFunctions(owner) }
  }

  /**
   * References are read back and sealed values opened: only here, and only what the template names. What the namespace keeps
   * secret is hidden from then on, read or not.
   * @param templates what is rendered in it: the namespace's variables are there where they name them
   */
  async scope(context: JsonObject, templates: Json): Promise<Scope> {
    this.mask.know(await secretsToHide(this.owner.namespace))
    const whole = await loadReferences(context, this.owner.executionId)
    const clear = unsealDeep(whole, (text) => this.mask.add(text)) as JsonObject
    return {
      variables: {
        ...clear,
        ...(await namespaceScope(this.owner.namespace, templates)),
        envs: templateEnvs(),
        globals: env().FORMWORK_GLOBALS,
        formwork: { url: env().FORMWORK_URL },
        kestra: { url: env().FORMWORK_URL, environment: env().FORMWORK_ENVIRONMENT },
      },
      now: Date.now(),
      random: () => randomInt(2 ** 47) / 2 ** 47,
      timeZone: env().FORMWORK_TIMEZONE,
    }
  }

  /**
   * A secret of the flow's namespace, of the nearest one above it, or of the installation.
   * @throws Error where there is none
   */
  async secret(name: string, { namespace, subkey }: { namespace?: string; subkey?: string } = {}) {
    if (namespace !== undefined) await demandUse(this.owner.namespace, namespace, 'secrets')
    const value = await readSecret(namespace ?? this.owner.namespace, name)
    this.mask.add(value)
    if (subkey === undefined) return value
    const part = partOf(value, name, subkey)
    this.mask.add(part)
    return part
  }

  private readonly own: HostFunctions = {
    env: this.taking('env', ['name'], async ([name = '']) => environmentValue(name)),
    kv: (args, named) => kvFunction(this.kv, this.owner.namespace)(args, named),
    errorLogs: this.taking('errorLogs', [], () => errorLogs(this.owner.executionId)),
    appLink: (args) => appLink(this.owner, args),
    secret: async (args, named) => {
      const given = { name: 'secret', args, named, optional: ['namespace', 'subkey'] }
      const [key = '', namespace, subkey] = textArguments(['key'], given)
      return this.secret(key, { namespace, subkey })
    },
    encrypt: this.taking('encrypt', ['key', 'plaintext'], async ([key = '', text = '']) =>
      encryptWith(key, text),
    ),
    decrypt: this.taking('decrypt', ['key', 'encrypted'], async ([key = '', text = '']) =>
      this.decrypt(key, text),
    ),
  }

  private taking(
    name: string,
    names: string[],
    answer: (texts: (string | undefined)[]) => Promise<Json>,
  ): HostFunctions[string] {
    return async (args, named) => answer(textArguments(names, { name, args, named }))
  }

  /** What was encrypted is worth hiding. */
  private decrypt(key: string, encrypted: string): string {
    const text = decryptWith(key, encrypted)
    this.mask.add(text)
    return text
  }
}
