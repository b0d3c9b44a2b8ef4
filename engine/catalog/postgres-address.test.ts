import { expect, it } from 'vitest'
import { readPostgresAddress } from './postgres-address.ts'

it.each([
  [
    'jdbc:postgresql://db.example.com/shop',
    { host: 'db.example.com', port: 5432, database: 'shop', sslMode: 'prefer' },
  ],
  ['postgresql://u%40x:p%2F@db:80/', { host: 'db', port: 80, database: '', user: 'u@x', password: 'p/' }],
  ['postgres://[::1]:5433/a%20b', { host: '::1', port: 5433, database: 'a b' }],
  [
    'jdbc:postgresql://db/x?user=u&password=p&sslmode=require',
    { user: 'u', password: 'p', sslMode: 'require' },
  ],
  [
    'jdbc:postgresql://db/x?ssl=true&currentSchema=s&ApplicationName=a',
    { sslMode: 'verify-full', schema: 's', applicationName: 'a' },
  ],
])('%s is read', (text, expected) => {
  expect(readPostgresAddress(text)).toMatchObject(expected)
})

it.each([
  ['mysql://u:hunter22@db/x', 'must begin with'],
  ['jdbc:postgresql:x', 'must begin with'],
  ['postgresql://u:hunter22@a,b/x', 'several hosts'],
  ['postgresql://u:hunter22@db:99999999/x', 'is not'],
  ['postgresql://u:hunter22@db/x?host=/tmp', 'parameter host'],
  ['postgresql://u:hunter22@db/x?sslmode=never', 'sslmode'],
  ['postgresql://u:hunter22@db/x/y', 'more than a database'],
])('%s is refused, and not repeated', (text, reason) => {
  expect(() => readPostgresAddress(text)).toThrow(reason)
  expect(() => readPostgresAddress(text)).toThrow(/^(?!.*hunter22)/)
})
