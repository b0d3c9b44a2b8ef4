import { md5, sha1 } from '@noble/hashes/legacy'
import { sha256, sha512 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import { only } from '../args.ts'
import type { Filter } from '../env.ts'
import { Failure } from '../error.ts'
import { print } from '../print.ts'

/** Steps for one byte of a hash or a base64 text: some 10 ns each. */
function onText(costPerByte: number, make: (text: string) => string): Filter {
  return (value, args, env) => {
    only(args)
    if (value === null || value === undefined) return null
    const text = print(value, env.meter)
    env.meter.charge(Math.ceil(text.length * costPerByte))
    return make(text)
  }
}

function hash(digest: (bytes: Uint8Array) => Uint8Array): Filter {
  return onText(0.5, (text) => bytesToHex(digest(new TextEncoder().encode(text))))
}

function base64encode(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function base64decode(text: string): string {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
  } catch (error) {
    if (error instanceof DOMException) throw new Failure('The text is not base64')
    throw error
  }
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

function urlencode(text: string): string {
  return encodeURIComponent(text.replace(loneSurrogate, '\uFFFD'))
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function urldecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch (error) {
    if (error instanceof URIError) throw new Failure('The text is not URL-encoded')
    throw error
  }
}

export const encodingFilters: Readonly<Record<string, Filter>> = {
  md5: hash(md5),
  sha1: hash(sha1),
  sha256: hash(sha256),
  sha512: hash(sha512),
  base64encode: onText(0.5, base64encode),
  base64decode: onText(0.5, base64decode),
  urlencode: onText(0.5, urlencode),
  urldecode: onText(0.5, urldecode),
}
