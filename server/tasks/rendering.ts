import { randomInt } from 'node:crypto'
import type { HostFunctions, Scope } from '#engine/flow/expressions/types.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { env, environmentSecret } from '#server/env.ts'
import { openFile } from '#server/files/open-file.ts'
import { loadReferences } from '#server/files/references.ts'
import { fileMetas } from '#server/files/metas.ts'
import { Mask } from '#server/secrets/mask.ts'
import { seal, unseal, unsealDeep, isSealed } from '#server/secrets/seal.ts'

/** The execution that a template is rendered for: files and secrets are its own. */
export interface RenderOwner {
  executionId: string
  namespace: string
  flowId: string
}

const readLimit = 1_000_000

/** What templates of one execution are rendered with: the scope in clear, and the functions that touch the outside. */
export class Rendering {
  readonly mask: Mask

  constructor(
    private readonly owner: RenderOwner,
    mask = new Mask(),
  ) {
    this.mask = mask
  }

  /** References are read back and sealed values opened: only here, and only what the template names. */
  async scope(context: JsonObject): Promise<Scope> {
    const whole = await loadReferences(context)
    const clear = unsealDeep(whole, (text) => this.mask.add(text)) as JsonObject
    return {
      variables: {
        ...clear,
        envs: {},
        globals: {},
        formwork: { url: env().FORMWORK_URL },
        kestra: { url: env().FORMWORK_URL },
      },
      now: Date.now(),
      random: () => randomInt(2 ** 47) / 2 ** 47,
      timeZone: env().FORMWORK_TIMEZONE,
    }
  }

  /**
   * A secret of the flow's namespace.
   * @throws Error where there is none
   */
  secret(name: string): string {
    const value = environmentSecret(name)
    if (value === undefined)
      throw new Error(
        `There is no secret \`${name}\`: set SECRET_${name.toUpperCase()} to its value in base64.`,
      )
    this.mask.add(value)
    return value
  }

  readonly functions: HostFunctions = {
    secret: async ([name]) => this.secret(textOf(name, 'secret')),
    read: async ([uri]) => this.read(textOf(uri, 'read')),
    fileSize: async ([uri]) => (await this.size(textOf(uri, 'fileSize'))) ?? failNoFile(uri),
    fileExists: async ([uri]) => (await this.size(textOf(uri, 'fileExists'))) !== undefined,
    isFileEmpty: async ([uri]) => ((await this.size(textOf(uri, 'isFileEmpty'))) ?? failNoFile(uri)) === 0,
    encrypt: async ([text]) => seal(textOf(text, 'encrypt')),
    decrypt: async ([sealed]) => this.decrypt(sealed),
  }

  private async read(uri: string): Promise<string> {
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of await openFile(this.owner.executionId, uri)) {
      bytes += chunk.length
      if (bytes > readLimit) throw new Error(`read() takes files up to ${readLimit} bytes.`)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  }

  private async size(uri: string): Promise<number | undefined> {
    return (await fileMetas(this.owner.executionId, uri))?.size
  }

  private decrypt(value: Json | undefined): string {
    if (!isSealed(value)) throw new Error('decrypt() takes what encrypt() gave.')
    const text = unseal(value)
    this.mask.add(text)
    return text
  }
}

function textOf(value: Json | undefined, name: string): string {
  if (typeof value !== 'string') throw new Error(`${name}() takes a text.`)
  return value
}

function failNoFile(uri: Json | undefined): never {
  throw new Error(`There is no file ${String(uri)} in this execution.`)
}
