import { randomInt } from 'node:crypto'
import type { HostFunctions, Scope } from '#engine/flow/expressions/types.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { env, environmentSecret } from '#server/env.ts'
import { openFile } from '#server/files/open-file.ts'
import { loadReferences } from '#server/files/references.ts'
import { fileMetas } from '#server/files/metas.ts'
import { Mask } from '#server/secrets/mask.ts'
import { textArguments } from './arguments.ts'
import { decryptWith, encryptWith } from '#server/secrets/encryption.ts'
import { unsealDeep } from '#server/secrets/seal.ts'

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
    const whole = await loadReferences(context, this.owner.executionId)
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
    secret: this.taking('secret', ['key'], async ([key = '']) => this.secret(key)),
    read: this.taking('read', ['uri'], ([uri = '']) => this.read(uri)),
    fileSize: this.taking('fileSize', ['uri'], ([uri = '']) => this.sizeOf(uri)),
    fileExists: this.taking(
      'fileExists',
      ['uri'],
      async ([uri = '']) => (await this.metas(uri)) !== undefined,
    ),
    isFileEmpty: this.taking('isFileEmpty', ['uri'], async ([uri = '']) => (await this.sizeOf(uri)) === 0),
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
    answer: (texts: string[]) => Promise<Json>,
  ): HostFunctions[string] {
    return async (args, named) => answer(textArguments(names, { args, named }, name))
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

  private metas(uri: string) {
    return fileMetas(this.owner.executionId, uri)
  }

  private async sizeOf(uri: string): Promise<number> {
    const found = await this.metas(uri)
    if (!found) throw new Error(`There is no file ${uri} in this execution.`)
    return found.size
  }

  /** What was encrypted is worth hiding. */
  private decrypt(key: string, encrypted: string): string {
    const text = decryptWith(key, encrypted)
    this.mask.add(text)
    return text
  }
}
