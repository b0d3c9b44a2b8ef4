import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressOf, isLoopback, stampPeer } from './address.ts'

function seen(remoteAddress: string, headers: Record<string, string> = {}): string | undefined {
  const message = { headers: { ...headers }, socket: { remoteAddress } } as IncomingMessage
  stampPeer(message)
  return addressOf(new Headers(message.headers as Record<string, string>))
}

test('the address is the socket’s, not what the client says', () => {
  expect(seen('203.0.113.9', { 'x-forwarded-for': '127.0.0.1' })).toBe('203.0.113.9')
  expect(seen('::ffff:203.0.113.9')).toBe('203.0.113.9')
  expect(seen('203.0.113.9', { 'x-formwork-peer': 'x 127.0.0.1' })).toBe('203.0.113.9')
  expect(addressOf(new Headers({ 'x-formwork-peer': 'guess 127.0.0.1' }))).toBeUndefined()
})

test('a proxy on this machine is believed, one hop at a time', () => {
  expect(seen('127.0.0.1', { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' })).toBe('203.0.113.9')
  expect(seen('127.0.0.1', { 'x-forwarded-for': 'nonsense' })).toBe('127.0.0.1')
  expect(seen('127.0.0.1')).toBe('127.0.0.1')
})

test('loopback is told from what looks like it', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].map(isLoopback)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect([undefined, '', '127.evil.example', '10.0.0.1', '128.0.0.1'].some(isLoopback)).toBe(false)
})
